-- Most scripts of a store in several data centres end with this part. It stores an entry as put.lua does, and follows
-- the rules by which data centres merge their records (docs/adr/0011-merging-data-centres.md) besides. Before the last
-- arguments, T apart, stand the time in milliseconds for which a tombstone stays, and the stamp of the mark.

local last = ARGV[#ARGV] == 'T' and #ARGV - 1 or #ARGV
local retention, stamp = tonumber(ARGV[last - 1]), ARGV[last]
local asked_high, asked_low = h, l
if kind == 'A' then
  -- The key doesn't exist. A version that isn't below the server's time is above all versions that the key had
  -- before.
  local server_high, server_low = math.floor(now_micros / 4294967296), now_micros % 4294967296
  if not keeps_version and (server_high > h or (server_high == h and server_low > l)) then
    h, l = server_high, server_low
  end
elseif not keeps_version then
  -- The version is at least 64 above the stored one, so that a touch or an update in another data centre, which is
  -- based on the stored version, is below this write.
  local least_high, least_low = high, low + 64
  if least_low > 4294967295 then least_high, least_low = high + 1, least_low - 4294967296 end
  if least_high > 2147483647 then least_high, least_low = 2147483647, 4294967295 end
  if h < least_high or (h == least_high and l < least_low) then h, l = least_high, least_low end
end
if h ~= asked_high or l ~= asked_low then
  packed = string.sub(packed, 1, 8) .. struct.pack('>i4I4', h, l) .. string.sub(packed, 17)
end

-- For how long the string must stay at least: until the server's time has passed the version, as in put.lua; and, for
-- up to the time of a tombstone, as long as the string that it replaces, since that one may be another data centre's
-- entry still. A second less is no less, since lifetimes that cross data centres are only that exact.
local ahead_millis = now_micros and (h * 4294967296 + l - now_micros) / 1000 or 0
local least_millis = 0
if lifetime ~= '' and lifetime ~= '0' then
  local millis = tonumber(lifetime)
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

if lifetime == '' then
  redis.call('SET', key, packed)
elseif lifetime == '0' then
  -- A server whose memory is full refuses SET, unless the script has written something before. So the key is deleted
  -- first, and a logout doesn't fail.
  redis.call('DEL', key)
  redis.call(
    'SET', key, struct.pack('>c3c1I4i4I4', '\254h\1', 'D', 0, h, l),
    'PX', string.format('%.0f', math.max(retention, ahead_millis + 60000)))
elseif least_millis > 0 then
  if not now_micros then
    local time = redis.call('TIME')
    now_micros = time[1] * 1000000 + time[2]
  end
  local ends = struct.pack('>I8', math.floor(now_micros / 1000) + lifetime)
  redis.call(
    'SET', key, '\254h\1U' .. string.sub(packed, 5, 16) .. ends .. string.sub(packed, 17),
    'PX', string.format('%.0f', least_millis))
elseif keeps_end then
  redis.call('SET', key, packed, 'KEEPTTL')
else
  redis.call('SET', key, packed, 'PX', lifetime)
end
-- Each further key is the set of marks of another data centre: the key's record isn't confirmed there.
if stamp ~= '' then
  for i = 2, #KEYS do redis.call('ZADD', KEYS[i], stamp, key) end
end
-- The reply leaves out the version if it is the one that the client has asked for.
if h == asked_high and l == asked_low and not keeps_version and counter == '' then return stored end
return stored .. struct.pack('>i4I4', h, l) .. counter
