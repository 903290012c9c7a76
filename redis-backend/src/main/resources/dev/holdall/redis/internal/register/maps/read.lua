-- ARGV: a header, which isn't used; then the names of the fields to read, '' first, or none for all fields. Returns the
-- server's time in milliseconds, and what HMGET or HGETALL returns; F if this is a hash of somebody else, which HMGET
-- can't tell from an absent key.
local reply
if #ARGV == 1 then
  reply = redis.call('HGETALL', KEYS[1])
else
  -- Lua passes some thousand arguments at once.
  reply = {}
  for i = 2, #ARGV, 1000 do
    local some = redis.call('HMGET', KEYS[1], unpack(ARGV, i, math.min(i + 999, #ARGV)))
    for j = 1, #some do reply[#reply + 1] = some[j] end
  end
  if not reply[1] and redis.call('PTTL', KEYS[1]) ~= -2 then return 'F' end
end
local time = redis.call('TIME')
table.insert(reply, 1, time[1] * 1000 + math.floor(time[2] / 1000))
return reply
