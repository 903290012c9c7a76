
-- ARGV: header. A foreign value is deleted too, since a logout doesn't fail because of what is stored. A value of a
-- later format is replaced with a tombstone, like an entry, unless it is a tombstone already: its version and kind
-- can be read.
if corrupt == 'F' then redis.call('DEL', key) end
if corrupt == 'F' or kind == 'A' then return 'S' end
if kind == 'D' or kind == 'R' then
  -- The tombstone exists already. Its expiry is rewritten all the same: WAIT counts the replicas that have the
  -- connection's last write, and without a write here it would count those that have an older one.
  local left = redis.call('PTTL', key)
  if left > 0 then redis.call('PEXPIRE', key, left) end
  return 'S'
end
-- put.lua stores a tombstone for the lifetime '0', and chooses when the tombstone expires.
local lifetime, packed = '0', ''
