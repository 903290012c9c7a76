
-- ARGV: header of the revocation's tombstone, horizon in milliseconds. Of two revocations, the greater version and the
-- longer horizon hold, so that the order in which they arrive makes no difference.
local millis = tonumber(ARGV[2])
local asked_high, asked_low = h, l
if kind == 'R' then
  millis = math.max(millis, redis.call('PTTL', key))
  if high > h or (high == h and low > l) then h, l = high, low end
end
-- The key is deleted first so that a full memory doesn't make the SET fail, as in put.lua.
redis.call('DEL', key)
redis.call(
  'SET', key, struct.pack('>c3c1I4i4I4', '\254h\1', 'R', 0, h, l),
  'PX', string.format('%.0f', millis))
local stamp = ARGV[#ARGV] == 'T' and ARGV[#ARGV - 1] or ARGV[#ARGV]
for i = 2, #KEYS do redis.call('ZADD', KEYS[i], stamp, key) end
if h == asked_high and l == asked_low then return 'S' end
return 'S' .. struct.pack('>i4I4', h, l)
