
-- ARGV: header of the revocation's tombstone, horizon in milliseconds. Of two revocations the longer horizon holds.
local millis = tonumber(ARGV[2])
if kind == 'R' then millis = math.max(millis, redis.call('PTTL', key)) end
-- The key is deleted first so that a full memory doesn't make HSET fail.
redis.call('DEL', key)
redis.call('HSET', key, '', ARGV[1])
redis.call('PEXPIRE', key, string.format('%.0f', millis))
local reply = 'S'
