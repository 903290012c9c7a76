
-- ARGV, from the second on: lifetime, packed entry, the version seen. The entry's version is the next one after that.
if corrupt then return corrupt end
local seen_high, seen_low = struct.unpack('>i4I4', ARGV[4])
if not present or high > seen_high or (high == seen_high and low > seen_low) then return 'C' end
local lifetime, packed = ARGV[2], ARGV[3]
-- One above what is there, whatever was seen: that comes from the application.
local h, l = high, low
if high == seen_high and low == seen_low then h, l = struct.unpack('>i4I4', packed, 9) end
