
-- ARGV: header. What is foreign or of a later format goes as delete.lua says for entries.
if corrupt == 'F' then redis.call('DEL', key) end
if corrupt == 'F' or kind == 'A' then return 'S' end
if kind == 'D' or kind == 'R' then
  -- The expiry is rewritten, unchanged: WAIT counts the replicas that have the connection's last write.
  local left = redis.call('PTTL', key)
  if left > 0 then redis.call('PEXPIRE', key, left) end
  return 'S'
end
local lifetime, reply = '0', nil
