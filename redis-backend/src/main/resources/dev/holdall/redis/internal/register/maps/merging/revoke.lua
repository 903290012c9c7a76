
-- ARGV: header of the revocation's tombstone, horizon in milliseconds. Of two revocations, the greater version and the
-- longer horizon hold, so that the order in which they arrive makes no difference.
local millis = tonumber(ARGV[2])
if kind == 'R' then
  millis = math.max(millis, redis.call('PTTL', key))
  if high > h or (high == h and low > l) then h, l = high, low end
end
-- The key is deleted first so that a full memory doesn't make HSET fail.
redis.call('DEL', key)
redis.call('HSET', key, '', struct.pack('>c3c1I4i4I4', '\254h\1', 'R', 0, h, l))
redis.call('PEXPIRE', key, string.format('%.0f', millis))
local reply = 'S' .. struct.pack('>i4I4', h, l)
