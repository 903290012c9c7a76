
-- ARGV: packed entry, lifetime, the version seen.
if corrupt then return corrupt end
if kind == 'R' then return kind end
local seen_high, seen_low = struct.unpack('>i4I4', ARGV[3])
if not present or high ~= seen_high or low ~= seen_low then return 'C' end
local packed, lifetime = ARGV[1], ARGV[2]
