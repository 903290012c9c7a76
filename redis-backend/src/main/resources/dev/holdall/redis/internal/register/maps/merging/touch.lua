
-- ARGV: header, lifetime. A touch that lengthens the lifetime keeps the version of the lease: of two equal leases, the
-- later end stays. One that shortens it by more than a second takes the next version.
if corrupt then return corrupt end
if kind ~= 'M' then return 'C' end
local lifetime = ARGV[2]
local left = end_millis and end_millis - now_millis or redis.call('PTTL', key)
h, l = high, low
if lifetime ~= '' and lifetime ~= '0' and (left == -1 or left > lifetime + 1000) then
  l = low + 1
  if l > 4294967295 then h, l = high + 1, 0 end
  if h > 2147483647 then h, l = high, low end
end
local reply = 'S' .. struct.pack('>i4I4', h, l)
