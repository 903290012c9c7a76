
-- ARGV, from the second on: version. What is foreign goes too: a logout doesn't fail because of what is stored.
if corrupt then redis.call('DEL', key) end
if corrupt or not present then return 'S' end
local h, l = struct.unpack('>i4I4', ARGV[2])
local lifetime, packed = '0', ''
