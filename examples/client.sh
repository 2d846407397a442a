#!/bin/sh
# Talks to an agent over HTTP, with curl (7.82 or newer) alone.
#
#   MISSION_CONTROL_TOKEN=$(cat ~/.mission-control/token) sh examples/client.sh "status"
#
# MISSION_CONTROL_URL says where, unless it is the one below.
set -eu

url=${MISSION_CONTROL_URL:-http://127.0.0.1:18789}
message=${1:-status}

# The token reaches curl by its input: arguments can be seen by everybody on the machine.
ask() {
  path=$1
  shift
  printf 'header = "Authorization: Bearer %s"\n' "$MISSION_CONTROL_TOKEN" |
    curl --silent --show-error --fail-with-body --config - "$@" "$url$path"
  echo
}

# A message of one line as a JSON text.
quoted() {
  printf '"%s"' "$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g')"
}

messages="[{\"role\":\"user\",\"content\":$(quoted "$message")}]"

echo '# The agents, as OpenAI lists models'
ask /v1/models

echo '# One answer, whole. With a user the agent remembers what was said before'
ask /v1/chat/completions --json "{\"model\":\"agent/main\",\"user\":\"shell\",\"messages\":$messages}"

echo '# The same as it is written: server-sent events, then [DONE]'
ask /v1/chat/completions --no-buffer --json "{\"model\":\"agent/main\",\"stream\":true,\"messages\":$messages}"

echo '# The newest sessions'
ask '/api/sessions?limit=3'

echo '# Any other method'
ask /api/rpc --json '{"method":"health"}'
