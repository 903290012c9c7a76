
-- Deletes what isn't above the version.
if not is_above(version, deleted) then return 'K' end
deleted = version
if is_above(version, greatest) then greatest = version end
local puts, stays_deleted = false, retention
local reply = version == asked and 'S' or 'S' .. version
