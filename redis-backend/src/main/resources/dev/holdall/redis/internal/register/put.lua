-- Most scripts end with this part, which stores an entry in the form in which the client has packed it. The entry
-- gets the version (h, l), or a greater one if the stored version demands it. The lifetime is in milliseconds; ''
-- means that it never ends, and '0' that it has ended, which stores a tombstone.

local asked_high, asked_low = h, l
if kind == 'A' then
  -- The key doesn't exist. A version that isn't below the server's time is above all versions that the key had
  -- before.
  local server_high, server_low = math.floor(now_micros / 4294967296), now_micros % 4294967296
  if server_high > h or (server_high == h and server_low > l) then
    h, l = server_high, server_low
  end
elseif not keeps_version and not (h > high or (h == high and l > low)) then
  if low < 4294967295 then
    h, l = high, low + 1
  elseif high < 2147483647 then
    h, l = high + 1, 0
  else
    h, l = high, low
  end
end
if h ~= asked_high or l ~= asked_low then
  packed = string.sub(packed, 1, 8) .. struct.pack('>i4I4', h, l) .. string.sub(packed, 17)
end

-- While the version is ahead of the server's time, the string must stay, so that a write that comes after the end
-- of the entry finds this version, and takes a greater one. It stays for a minute more, since the clocks of two
-- servers may differ by that much.
local ahead_millis = now_micros and (h * 4294967296 + l - now_micros) / 1000 or 0

if lifetime == '' then
  redis.call('SET', key, packed)
elseif lifetime == '0' then
  -- A server whose memory is full refuses SET, unless the script has written something before. So the key is deleted
  -- first, and a logout doesn't fail.
  redis.call('DEL', key)
  redis.call(
    'SET', key, struct.pack('>c3c1I4i4I4', '\254h\1', 'D', 0, h, l),
    'PX', string.format('%.0f', math.max(0, ahead_millis) + 60000))
elseif now_micros and ahead_millis > tonumber(lifetime) then
  local ends = struct.pack('>I8', math.floor(now_micros / 1000) + lifetime)
  redis.call(
    'SET', key, '\254h\1U' .. string.sub(packed, 5, 16) .. ends .. string.sub(packed, 17),
    'PX', string.format('%.0f', ahead_millis + 60000))
elseif keeps_end then
  redis.call('SET', key, packed, 'KEEPTTL')
else
  redis.call('SET', key, packed, 'PX', lifetime)
end
-- The reply leaves out the version if it is the one that the client has asked for.
if h == asked_high and l == asked_low and not keeps_version and counter == '' then return stored end
return stored .. struct.pack('>i4I4', h, l) .. counter
