
-- ARGV: header, lifetime. If the stored version is below the header's, the server's time isn't needed. The entry
-- keeps its version. put.lua stores the entry again if the string has to outlive it: the kind is U, the new lifetime is
-- '0', or the version is ahead of the server's time by more than the lifetime.
if corrupt then return corrupt end
if not present then return 'C' end
h, l, keeps_version = high, low, true
local lifetime = ARGV[2]
if kind == 'V' and lifetime ~= '0'
  and (lifetime == '' or not now_micros or high * 4294967296 + low <= now_micros + lifetime * 1000) then
  if lifetime == '' then redis.call('PERSIST', key) else redis.call('PEXPIRE', key, lifetime) end
  return stored .. string.sub(head, 9, 16)
end
local packed = redis.call('GET', key)
if kind == 'U' then packed = '\254h\1V' .. string.sub(packed, 5, 16) .. string.sub(packed, 25) end
