
-- ARGV: header. In one data centre nothing is stored where no group is. What is foreign or of a later format goes.
redis.call('DEL', key)
if retention == 0 and not has_lease then return 'S' end
deleted, greatest, entries, stored = version, version, {}, {}
local puts, stays_deleted = false, retention
local reply = version == asked and 'S' or 'S' .. version
