-- KEYS: the set of marks of a data centre. ARGV: a header, which isn't used; then pairs of a key and the stamp of the
-- record that the data centre has confirmed. A mark with another stamp stays: the key was written again since.
local removed = 0
for i = 2, #ARGV, 2 do
  local score = redis.call('ZSCORE', KEYS[1], ARGV[i])
  if score and tonumber(score) == tonumber(ARGV[i + 1]) then
    removed = removed + redis.call('ZREM', KEYS[1], ARGV[i])
  end
end
return removed
