
-- ARGV, from the second on: lifetime, packed entry.
if corrupt then return corrupt end
if kind == 'R' then return kind end
if present then return 'C' end
local lifetime, packed = ARGV[2], ARGV[3]
local h, l = struct.unpack('>i4I4', packed, 9)
