
-- For how long the hash must stay at least if the map gets this lifetime: until the server's time has passed its
-- version; and, for up to the time of a tombstone, as long as the hash that it replaces, which may be another data
-- centre's map still. A second less is no less, since lifetimes that cross data centres are only that exact.
if ARGV[2] ~= '' and ARGV[2] ~= '0' then
  local millis, time = tonumber(ARGV[2]), redis.call('TIME')
  now_millis = time[1] * 1000 + math.floor(time[2] / 1000)
  local ahead_millis = (h * 4294967296 + l) / 1000 - now_millis
  if ahead_millis > millis then least_millis = ahead_millis + 60000 end
  local left = kind == 'A' and 0 or redis.call('PTTL', key)
  if left == -1 then left = retention end
  if kind == 'D' and left > millis then
    -- Nothing needs to stay of a tombstone that all data centres have confirmed. A call with neither a stamp nor a set
    -- of marks can't see that: the sets are on another node, while a slot is moved.
    local confirmed = stamp ~= '' or #KEYS > 1
    for i = 2, #KEYS do confirmed = confirmed and not redis.call('ZSCORE', KEYS[i], key) end
    if confirmed then left = 0 end
  end
  if left > millis + 1000 then least_millis = math.max(least_millis, math.min(left, retention)) end
  if least_millis <= millis then least_millis = 0 end
end
