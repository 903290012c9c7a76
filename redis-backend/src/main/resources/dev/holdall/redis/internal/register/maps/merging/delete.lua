
-- ARGV: header. Stores a tombstone also where nothing is, since the map may be on its way here from another data
-- centre, and above an earlier tombstone, since a map of the time between the two deletes may be.
if corrupt == 'F' then redis.call('DEL', key) end
if kind == 'R' then
  -- The expiry is rewritten, unchanged: WAIT counts the replicas that have the connection's last write.
  local left = redis.call('PTTL', key)
  if left > 0 then redis.call('PEXPIRE', key, left) end
  return 'R'
end
local lifetime, reply = '0', nil
