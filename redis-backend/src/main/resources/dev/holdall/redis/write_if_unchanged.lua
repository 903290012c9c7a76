
-- ARGV, from the second on: lifetime, packed entry, the version seen.
if corrupt then return corrupt end
if kind == 'R' then return kind end
local seen_high, seen_low = struct.unpack('>i4I4', ARGV[4])
if not present or high ~= seen_high or low ~= seen_low then return 'C' end
local lifetime, packed = ARGV[2], ARGV[3]
local h, l = struct.unpack('>i4I4', packed, 9)
