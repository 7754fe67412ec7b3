{{/* What the pods of services and jobs share. Restricted Pod Security; nothing is written but /tmp. */}}
{{- define "parley.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  seccompProfile: { type: RuntimeDefault }
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{- define "parley.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end -}}

{{/* The environment of a Kafka user's pod. Takes (dict "root" . "user" "ingest"). */}}
{{- define "parley.environment" -}}
{{- $root := .root -}}
{{- $values := $root.Values -}}
{{- $user := index $values.kafka.users .user -}}
{{- $secret := include "parley.kafkaSecret" . -}}
{{- if not $values.kafka.brokers }}
{{- fail "kafka.brokers is empty: name the brokers, such as {kafka-0:9092,kafka-1:9092}." }}
{{- end }}
- name: KAFKA_BROKERS
  value: {{ join "," $values.kafka.brokers | quote }}
{{- if $values.kafka.tls.enabled }}
- name: KAFKA_TLS
  value: 'true'
{{- if $values.kafka.tls.caSecret.name }}
- name: KAFKA_TLS_CA_FILE
  value: /etc/parley/kafka-ca/{{ $values.kafka.tls.caSecret.key }}
{{- end }}
{{- if $values.kafka.tls.clientCertificates }}
- name: KAFKA_TLS_CERT_FILE
  value: /etc/parley/kafka-user/user.crt
- name: KAFKA_TLS_KEY_FILE
  value: /etc/parley/kafka-user/user.key
{{- end }}
{{- end }}
{{- with $values.kafka.sasl.mechanism }}
- name: KAFKA_SASL_MECHANISM
  value: {{ . }}
{{- if eq . "oauthbearer" }}
- name: KAFKA_SASL_TOKEN_FILE
  value: {{ required "kafka.sasl.tokenFile is empty: name the file with the token, e.g. of a projected volume." $values.kafka.sasl.tokenFile }}
{{- else }}
- name: KAFKA_SASL_USERNAME
  value: {{ default (ternary $secret (index $ "user") $values.strimzi.enabled) $user.username }}
- name: KAFKA_SASL_PASSWORD
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: password } }
{{- end }}
{{- end }}
- name: DATABASE_URL
  valueFrom: { secretKeyRef: { name: {{ $values.secrets.database.name }}, key: {{ $values.secrets.database.key }} } }
- name: PARLEY_PEPPER
  valueFrom: { secretKeyRef: { name: {{ $values.secrets.pepper.name }}, key: {{ $values.secrets.pepper.key }} } }
{{- if ne .user "parley-cli" }}
- name: PARLEY_API_ACCESS
  valueFrom: { secretKeyRef: { name: {{ $values.secrets.apiAccess.name }}, key: {{ $values.secrets.apiAccess.key }}, optional: true } }
{{- end }}
- name: LOG_LEVEL
  value: {{ $values.logLevel }}
- name: PARLEY_TRACE_RATIO
  value: {{ $values.telemetry.traceRatio | quote }}
{{- with $values.telemetry.otlpEndpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . }}
{{- end }}
{{- end -}}

{{/* Certificates, where there are any, as mounts and volumes. Takes (dict "root" . "user" "ingest"). */}}
{{- define "parley.mounts" -}}
- { name: tmp, mountPath: /tmp }
{{- with .root.Values.kafka.tls }}
{{- if and .enabled .caSecret.name }}
- { name: kafka-ca, mountPath: /etc/parley/kafka-ca, readOnly: true }
{{- end }}
{{- if and .enabled .clientCertificates }}
- { name: kafka-user, mountPath: /etc/parley/kafka-user, readOnly: true }
{{- end }}
{{- end }}
{{- with .root.Values.databaseTls.caSecret }}
{{- if .name }}
- { name: database-ca, mountPath: /etc/parley/database-ca, readOnly: true }
{{- end }}
{{- end }}
{{- end -}}

{{- define "parley.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 64Mi }
{{- $kafkaSecret := include "parley.kafkaSecret" . }}
{{- with .root.Values.kafka.tls }}
{{- if and .enabled .caSecret.name }}
- name: kafka-ca
  secret: { secretName: {{ .caSecret.name }} }
{{- end }}
{{- if and .enabled .clientCertificates }}
- name: kafka-user
  secret: { secretName: {{ $kafkaSecret }}, defaultMode: 0440 }
{{- end }}
{{- end }}
{{- with .root.Values.databaseTls.caSecret }}
{{- if .name }}
- name: database-ca
  secret: { secretName: {{ .name }} }
{{- end }}
{{- end }}
{{- end -}}

{{/* Who wraps the keys under which services seal what people said: one for all of them, or rotation locks some out. */}}
{{- define "parley.keyring" -}}
{{- with .Values.keyring.address }}
- name: PARLEY_KEYRING
  value: {{ . | quote }}
{{- if hasPrefix "vault:" . }}
- name: PARLEY_VAULT_TOKEN
  valueFrom: { secretKeyRef: { name: {{ $.Values.keyring.vaultToken.name }}, key: {{ $.Values.keyring.vaultToken.key }} } }
{{- end }}
{{- end }}
{{- end -}}

{{/* How people sign in at the console. */}}
{{- define "parley.signIn" -}}
{{- $signIn := .Values.signIn -}}
- name: CONSOLE_SESSION_HOURS
  value: {{ $signIn.sessionHours | quote }}
{{- if $signIn.clientId }}
{{- $host := .Values.ingress.console.host }}
{{- if not (or $signIn.publicUrl $host) }}
{{- fail "signIn.publicUrl and ingress.console.host are empty: name where browsers reach the console." }}
{{- end }}
- name: CONSOLE_PUBLIC_URL
  value: {{ $signIn.publicUrl | default (printf "https://%s" $host) | quote }}
- name: CONSOLE_OIDC_CLIENT_ID
  value: {{ $signIn.clientId | quote }}
{{- if $signIn.clientSecret.name }}
- name: CONSOLE_OIDC_CLIENT_SECRET
  valueFrom: { secretKeyRef: { name: {{ $signIn.clientSecret.name }}, key: {{ $signIn.clientSecret.key }}, optional: true } }
{{- end }}
- name: CONSOLE_OIDC_SCOPES
  value: {{ $signIn.scopes | quote }}
{{- range $name, $value := dict "ISSUER" $signIn.issuer "NAME" $signIn.name "ROLES_CLAIM" $signIn.rolesClaim "ASK" $signIn.ask }}
{{- if $value }}
- name: CONSOLE_OIDC_{{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- if $signIn.roles }}
- name: CONSOLE_OIDC_ROLES
  value: {{ $signIn.roles | toJson | quote }}
{{- end }}
{{- end }}
{{- end -}}
