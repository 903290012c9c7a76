
-- ARGV: header of what is to be there, horizon in milliseconds. The longer of two horizons holds.
local millis = tonumber(ARGV[2])
if kind == 'R' then millis = math.max(millis, redis.call('PTTL', key)) end
-- As in put.lua.
redis.call('DEL', key)
redis.call('SET', key, ARGV[1], 'PX', string.format('%.0f', millis))
return 'S'
