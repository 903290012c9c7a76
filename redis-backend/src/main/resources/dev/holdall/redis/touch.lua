
-- ARGV: lifetime. The version stays. What can't just be given another expiry is stored anew.
if corrupt then return corrupt end
if not present then return 'C' end
local h, l = high, low
keeps_version = true
local lifetime = ARGV[1]
if kind == 'V' and lifetime == '' then
  redis.call('PERSIST', key)
  return struct.pack('>c1i4I4', 'S', h, l)
elseif kind == 'V' and lifetime ~= '0' and high * 4294967296 + low <= now_micros + lifetime * 1000 then
  redis.call('PEXPIRE', key, lifetime)
  return struct.pack('>c1i4I4', 'S', h, l)
end
local packed = redis.call('GET', key)
if kind == 'U' then packed = '\254h\1V' .. string.sub(packed, 5, 16) .. string.sub(packed, 25) end
