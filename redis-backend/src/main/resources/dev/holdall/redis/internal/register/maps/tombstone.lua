
-- This part ends a map whose lifetime is '0', and stores the tombstone of a delete. As for entries, it stays until a
-- minute after the server's time has passed its version, so that a map that is created again gets a greater version.
-- The key is deleted first so that a full memory doesn't make HSET fail.
if lifetime == '0' then
  local time = redis.call('TIME')
  local ahead_millis = (h * 4294967296 + l - time[1] * 1000000 - time[2]) / 1000
  redis.call('DEL', key)
  redis.call('HSET', key, '', struct.pack('>c3c1I4i4I4', '\254h\1', 'D', 0, h, l))
  redis.call('PEXPIRE', key, string.format('%.0f', math.max(retention, math.max(0, ahead_millis) + 60000)))
  reply = 'S' .. struct.pack('>i4I4', h, l)
end
