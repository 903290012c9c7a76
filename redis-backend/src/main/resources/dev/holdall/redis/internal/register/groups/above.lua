
-- Raises the version that the client asks for to 65 above every version that the group has had: an update in another
-- data centre, which is based on one of them, is at most 64 above it. A version that isn't below the server's time is
-- above all that a group had which is gone.
local asked = string.sub(ARGV[1], 9, 16)
local version = asked
if not keeps_version then
  local least = struct.pack('>i4I4', math.floor(now_micros / 4294967296), now_micros % 4294967296)
  if has_lease then least = plus(greatest, 65) end
  if is_above(least, version) then version = least end
end
