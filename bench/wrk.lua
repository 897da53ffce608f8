-- Sends the requests of a file in turns, and writes the result as one line of JSON.
-- WORKLOAD: the file; each line has method, path, token, entity tag and body, separated by tabs. START: the number of requests to skip.

local prepared, at = {}, 0

function init(args)
  for line in io.lines(os.getenv("WORKLOAD")) do
    local method, path, token, tag, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
    local headers = { ["Authorization"] = "Bearer " .. token }
    if tag ~= "" then headers["If-None-Match"] = tag end
    if body ~= "" then headers["Content-Type"] = "application/json" end
    prepared[#prepared + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
  end
  at = tonumber(os.getenv("START")) % #prepared
end

function request()
  at = at % #prepared + 1
  return prepared[at]
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p99":%d,"refused":%d,"failed":%d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
