
-- ARGV: header, lifetime. The lease keeps its version.
if corrupt then return corrupt end
if kind ~= 'M' then return 'C' end
h, l = high, low
local lifetime, reply = ARGV[2], 'S' .. string.sub(lease, 9, 16)
if end_millis and lifetime ~= '0' then
  redis.call('HSET', key, '', '\254h\1M' .. string.sub(lease, 5, 16) .. string.sub(lease, -12))
end
if lifetime == '' then
  redis.call('PERSIST', key)
elseif lifetime ~= '0' then
  redis.call('PEXPIRE', key, lifetime)
end
