
-- ARGV: packed entry, lifetime, the version seen. The entry's version is the next one after that.
if corrupt then return corrupt end
local seen_high, seen_low = struct.unpack('>i4I4', ARGV[3])
if not present or high > seen_high or (high == seen_high and low > seen_low) then return 'C' end
local packed, lifetime = ARGV[1], ARGV[2]
-- One above what is there, whatever was seen: that comes from the application.
if high ~= seen_high or low ~= seen_low then h, l = high, low end
