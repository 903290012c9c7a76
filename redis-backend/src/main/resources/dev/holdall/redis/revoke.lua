
-- ARGV, from the second on: version, horizon in milliseconds. The longer of two horizons holds.
local millis = tonumber(ARGV[3])
if kind == 'R' then millis = math.max(millis, redis.call('PTTL', key)) end
-- As in put.lua.
redis.call('DEL', key)
redis.call('SET', key, struct.pack('>c3c1I4', '\254h\1', 'R', 0) .. ARGV[2], 'PX', string.format('%.0f', millis))
return 'S'
