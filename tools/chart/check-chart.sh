#!/usr/bin/env bash
# Checks deploy/helm/parley: helm lint, the closed schema of the values, and every resource against Kubernetes' own
# schemas, for each set of values in its ci/ folder. helm and kubeconform are taken from the PATH, or built by Go once
# into .parley/tools. Needs Go. With --tools it only sees to it that the tools are there.
set -euo pipefail
cd "$(dirname "$0")/../.."
readonly CHART=deploy/helm/parley TOOLS=$PWD/.parley/tools
readonly HELM=v3.22.0 KUBECONFORM=v0.8.0 KUBERNETES=v1.36.3

tool() { # <name> <Go package> <version>: the path of a tool
  command -v "$1" || { [ -x "$TOOLS/$1" ] && echo "$TOOLS/$1"; } || {
    command -v go >/dev/null || {
      echo "TOOL_MISSING $1 is needed: install it, or Go to build it with." >&2
      exit 69
    }
    echo "building $1 $3 …" >&2
    CGO_ENABLED=0 GOBIN=$TOOLS go install "$2@$3" >&2 && echo "$TOOLS/$1"
  }
}

schemas() { # the folder of Kubernetes' schemas
  local folder=$TOOLS/kubernetes-$KUBERNETES
  if [ ! -e "$folder/.whole" ]; then
    local module
    module=$(cd "$TOOLS" && GOFLAGS=-mod=mod go mod download -json "k8s.io/kubernetes@$KUBERNETES" | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
    node tools/chart/kubernetes-schemas.js "$module/api/openapi-spec/swagger.json" "$folder"
    touch "$folder/.whole"
  fi
  echo "$folder"
}

refuses() { # <what> <words of the error> <helm's arguments…>
  local what=$1 words=$2 said
  shift 2
  if said=$("$helm" template parley "$CHART" "$@" 2>&1) || ! grep -q "$words" <<<"$said"; then
    echo "CHART_TOO_LENIENT $what was not refused with \"$words\": $(head -n 3 <<<"$said")" >&2
    exit 1
  fi
}

mkdir -p "$TOOLS"
helm=$(tool helm helm.sh/helm/v3/cmd/helm $HELM)
kubeconform=$(tool kubeconform github.com/yannh/kubeconform/cmd/kubeconform $KUBECONFORM)
folder=$(schemas)
[ "${1:-}" != --tools ] || exit 0
for values in "$CHART"/ci/*-values.yaml; do
  echo "$values"
  "$helm" lint --strict --quiet "$CHART" --values "$values"
  "$helm" template parley "$CHART" --namespace parley --kube-version "$KUBERNETES" --values "$values" |
    "$kubeconform" -strict -summary -schema-location "$folder/{{ .ResourceKind }}{{ .KindSuffix }}.json" \
      -skip ExternalSecret,KafkaTopic,KafkaUser,PrometheusRule,ScaledObject,ServiceMonitor,TriggerAuthentication
done
readonly LEAST=(--kube-version "$KUBERNETES" --values "$CHART/ci/laptop-values.yaml")
refuses 'a value that nobody knows' 'additional properties' "${LEAST[@]}" --set services.ingest.replica=3
refuses 'an installation without brokers' 'kafka.brokers is empty' --kube-version "$KUBERNETES" --set publicUrl=https://x.example
refuses 'an installation without an address' 'publicUrl is empty' "${LEAST[@]}" --set publicUrl=
refuses 'signing in at no address' 'signIn.publicUrl and ingress.console.host are empty' "${LEAST[@]}" --set signIn.clientId=parley
echo 'the chart is right'
