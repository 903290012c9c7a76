
-- ARGV: header. What is foreign goes too: a logout doesn't fail because of what is stored. Of a later format version and kind can be
-- read.
if corrupt == 'F' then redis.call('DEL', key) end
if corrupt == 'F' or kind == 'A' then return 'S' end
if kind == 'D' or kind == 'R' then
  -- It is there, but a client that waits for replicas waits for what was written last.
  local left = redis.call('PTTL', key)
  if left > 0 then redis.call('PEXPIRE', key, left) end
  return 'S'
end
local lifetime, packed = '0', ''
