
-- ARGV: header, lifetime. A touch that lengthens the lifetime keeps the version: of two equal records, the later end
-- stays. One that shortens it by more than a second takes the next version, or it would lose to the longer lifetime in
-- another data centre.
if corrupt then return corrupt end
if not present then return 'C' end
h, l, keeps_version = high, low, true
local lifetime = ARGV[2]
local left = kind == 'U' and end_millis - math.floor(now_micros / 1000) or redis.call('PTTL', key)
local shortens = lifetime ~= '' and (left == -1 or left > lifetime + 1000)
if shortens and lifetime ~= '0' then
  l = low + 1
  if l > 4294967295 then h, l = high + 1, 0 end
  if h > 2147483647 then h, l = high, low end
elseif kind == 'V' and lifetime ~= '0'
  and (lifetime == '' or not now_micros or high * 4294967296 + low <= now_micros + lifetime * 1000) then
  if lifetime == '' then redis.call('PERSIST', key) else redis.call('PEXPIRE', key, lifetime) end
  local stamp = ARGV[#ARGV] == 'T' and ARGV[#ARGV - 1] or ARGV[#ARGV]
  for i = 2, #KEYS do redis.call('ZADD', KEYS[i], stamp, key) end
  return stored .. string.sub(head, 9, 16)
end
local packed = redis.call('GET', key)
packed = '\254h\1V' .. string.sub(packed, 5, 8) .. struct.pack('>i4I4', h, l)
  .. string.sub(packed, kind == 'U' and 25 or 17)
