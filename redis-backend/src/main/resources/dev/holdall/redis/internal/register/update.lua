
-- ARGV: packed entry, lifetime, the version seen. The version in the packed entry is the next one after the version
-- seen.
if corrupt then return corrupt end
local seen_high, seen_low = struct.unpack('>i4I4', ARGV[3])
if not present or high > seen_high or (high == seen_high and low > seen_low) then return 'C' end
local packed, lifetime = ARGV[1], ARGV[2]
-- If the application passes another version than the stored one, put.lua takes the next one after the stored version.
if high ~= seen_high or low ~= seen_low then h, l = high, low end
