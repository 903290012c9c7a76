
-- ARGV: header. Stores a tombstone also where nothing is, since the entry may be on its way here from another data
-- centre, and above an earlier tombstone, since an entry of the time between the two deletes may be. Foreign values and
-- those of later formats are replaced as delete.lua says.
if corrupt == 'F' then
  redis.call('DEL', key)
  kind = 'A'
end
if kind == 'R' then
  -- The expiry is rewritten, unchanged: WAIT counts the replicas that have the connection's last write.
  local left = redis.call('PTTL', key)
  if left > 0 then redis.call('PEXPIRE', key, left) end
  return 'R'
end
local lifetime, packed = '0', ''
