
-- Each further key is the set of marks of another data centre: the key's record isn't confirmed there.
if stamp ~= '' then
  for i = 2, #KEYS do redis.call('ZADD', KEYS[i], stamp, key) end
end
return reply
