
-- ARGV: header. In one data centre nothing is stored where no group is. In several ones the version of the delete is,
-- since entries may be on their way here. What is foreign or of a later format goes.
if corrupt then
  redis.call('DEL', key)
  stored, entries = {}, {}
end
if retention == 0 and not has_lease then return 'S' end
