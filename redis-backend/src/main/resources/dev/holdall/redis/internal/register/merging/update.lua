
-- ARGV: packed entry, lifetime. The version in the packed entry is 64 above the version seen, and is stored as it is:
-- of two updates of one version in two data centres, the one with the greater bytes stays.
if corrupt then return corrupt end
if not present or high > h or (high == h and low >= l) then return 'C' end
local packed, lifetime = ARGV[1], ARGV[2]
keeps_version = true
