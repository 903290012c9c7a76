
-- ARGV: packed entry, lifetime.
if corrupt then return corrupt end
if kind == 'R' then return kind end
if present then return 'C' end
local packed, lifetime = ARGV[1], ARGV[2]
