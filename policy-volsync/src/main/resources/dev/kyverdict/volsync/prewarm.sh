#!/usr/bin/env bash
# Warms restore images before their claims exist. Every <namespace>/<claim> in the bucket that holds a
# restic snapshot gets a ReplicationDestination that is synced to the newest one; with CATALOGUE set,
# a ConfigMap tells admission which claims have a backup at all; with BACKUP_LABELS set, it tells of
# backups that go wrong and of sources whose claim has lost its label.
#
# One JSON line a decision. Exit 0: all is well. 1: some entries failed, the others were done.
# 2: an input is wrong or there is no listing to go by, nothing was touched.
# It never deletes, and never changes an object that it did not label itself.
set -uo pipefail # no -e: one broken entry must not stop the others

readonly owner=volsync-prewarm
errors=0 incomplete='' settings='' answer='' lines=''
found=() namespaces=() repositories=() backups=() pending=()
declare -A usable=()

# ---- Telling ------------------------------------------------------------------------------------

json_text() {
  local backslash=$'\\' quote='"' text=$1
  text=${text//"$backslash"/"$backslash$backslash"}
  text=${text//"$quote"/"$backslash$quote"}
  printf '"%s"' "${text//[[:cntrl:]]/ }"
}

# Result, namespace, claim, detail. Only the detail may hold odd characters; odd names are told by jq.
say() {
  printf '{"result":"%s","ns":"%s","pvc":"%s","detail":%s}\n' \
    "$1" "${2-}" "${3-}" "$(json_text "${4-}")"
}

fail() {
  errors=$((errors + 1))
  say "error:$1" "${@:2}"
}

# A finished line that jq made: `say` or `error`, the JSON.
relay() {
  [[ $1 != error ]] || errors=$((errors + 1))
  printf '%s\n' "$2"
}

give_up() {
  fail "$@"
  [[ -z $CATALOGUE ]] || fail catalogue-not-written "$CATALOGUE_NAMESPACE" '' "no listing: $1 failed"
  exit 2
}

# A catalogue without this entry would call a claim new although it has a backup.
overlooked() {
  fail "$@"
  incomplete=${incomplete:-"$1 failed for $2${3:+/$3}"}
}

# ---- Asking -------------------------------------------------------------------------------------

# Leaves what a command printed in $answer, on one line; null if it printed nothing.
ask() {
  answer=$("$@" </dev/null | tr -d '\n') || return
  answer=${answer:-null}
}

kube() { kubectl --request-timeout=20s "$@"; }

# The CLI follows the pages by itself. A non-zero exit means "unknown", never "none".
list() { ask aws s3api list-objects-v2 --bucket "$BUCKET" --output json "$@"; }

# Leaves in $lines what a jq program makes of $found: one entry an element, its answer in the last of
# the tab-separated fields, so that a garbled answer spoils no other entry.
sift() { # program, jq options
  lines=''
  ((${#found[@]} == 0)) || lines=$(printf '%s\n' "${found[@]}" | jq -nRr "$library_jq $1" "${@:2}")
}

# shellcheck disable=SC2016 # these are jq's dollars
readonly library_jq='
  def line($result; $ns; $pvc; $detail): {$result, $ns, $pvc, $detail} | tojson;
  def say($result; $ns; $pvc; $detail): "say\t" + line($result; $ns; $pvc; $detail);
  def fail($result; $ns; $pvc; $detail): "error\t" + line("error:" + $result; $ns; $pvc; $detail);
  def entries($fields): inputs / "\t" | .[:$fields] + [.[$fields:] | join("\t")];
  # Not `fromjson // {}`: newer versions of jq would make an empty listing of a garbled one.
  def listing: fromjson | if . == null then {} else . end
    | if type != "object" then error("not an object")
      elif .IsTruncated == true or .NextToken != null then error("not all pages")
      else . end;
  def below($prefix):
    if type == "string" and startswith($prefix) then .[($prefix | length):]
    else error("a key that is not below \($prefix)") end;
  # One level below a prefix: the names of "folders", and the keys that lie about.
  def level($prefix): listing
    | [(.Contents // [])[].Key | below($prefix) | select(. != "")] as $strays
    | if any($strays[]; index("/")) then error("the store does not heed the delimiter")
      else {names: [(.CommonPrefixes // [])[].Prefix | below($prefix) | rtrimstr("/")] | unique, $strays} end;
  def strays($ns; $prefix): .strays | select(. != []) | say("skip:stray-keys"; $ns; "";
    "belong to no claim: \(length), the first is \($prefix + .[0])");
  def part: "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  def garbled($ns; $pvc): "garbled\t\($ns)\t\($pvc)\t" + (.[:100] | gsub("\\s"; " "));
  def items: fromjson | if . == null then [] elif .kind == "List" then .items else [.] end
    | if type == "array" and all(type == "object" and .metadata.name != null) then .
      else error("not Kubernetes objects") end;
'

# ---- Inputs -------------------------------------------------------------------------------------

wrong() { fail input '' '' "$1: $2"; }

demand() { # variable, pattern, what it has to be
  local value=${!1-}
  if [[ -z $value ]]; then
    wrong "$1" 'is not set'
  elif [[ ! $value =~ ^($2)$ ]]; then
    wrong "$1" "'$value' is not $3"
  fi
}

check_variables() {
  local name='[a-z0-9][-.a-z0-9]{0,240}' number='0|[1-9][0-9]{0,8}'
  : "${MAX_STALE_SECONDS:=86400}" "${SECRET_WAIT_SECONDS:=10}"
  : "${CATALOGUE:=}" "${CATALOGUE_NAMESPACE:=}" "${CATALOGUE_DIGITS:=0}" "${CATALOGUE_LIMIT:=10000}"
  : "${CATALOGUE_BYTES:=900000}" # a ConfigMap ends at 1 MiB, all in all
  : "${EXCLUDED_NAMESPACES:=}" "${BACKUP_LABELS:=}"
  # For tests: what time it is, in seconds since 1970.
  [[ -n ${PREWARM_NOW:=} ]] || printf -v PREWARM_NOW '%(%s)T' -1

  demand BUCKET '[A-Za-z0-9][-._A-Za-z0-9]*' 'the name of a bucket'
  # Set to nothing, no namespace has to have one; not set at all, somebody has forgotten it.
  [[ -z ${BASE_SECRET-forgotten} ]] || demand BASE_SECRET "$name" 'the name of a Secret'
  [[ -z $EXCLUDED_NAMESPACES ]] \
    || demand EXCLUDED_NAMESPACES '[-a-z0-9]+( [-a-z0-9]+)*' 'a list of namespaces with a space between'
  [[ -z $BACKUP_LABELS ]] \
    || demand BACKUP_LABELS '[-a-z0-9]+( [-a-z0-9]+)*' 'a list of values of the label backup with a space between'
  # Braces are a template to External Secrets; what is in another bucket would never be restored.
  demand REPOSITORY_BASE "[^[:space:][:cntrl:]{}]+/${BUCKET-}/*" \
    "a repository without spaces or braces that ends with the bucket, '/${BUCKET-}'"
  demand MAX_STALE_SECONDS "$number" 'a number of seconds'
  demand SECRET_WAIT_SECONDS "$number" 'a number of seconds'
  demand PREWARM_NOW '[1-9][0-9]{0,10}' 'a time in seconds since 1970'
  if [[ -n $CATALOGUE ]]; then
    demand CATALOGUE "$name" 'the name of a ConfigMap'
    demand CATALOGUE_NAMESPACE '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?' 'the name of a namespace'
    demand CATALOGUE_DIGITS '[012]' '0, 1 or 2'
    demand CATALOGUE_LIMIT '[1-9][0-9]{0,8}' 'a number of entries'
    demand CATALOGUE_BYTES '[1-9][0-9]{0,8}' 'a number of bytes'
  fi
}

# shellcheck disable=SC2016
readonly files_jq='
  [entries(1) | {key: .[0], value: (.[1] | try fromjson catch null)}] | from_entries
  | (to_entries[] | select(.value | type != "object") | "\(.key)\tdoes not hold a JSON object"),
    (.SECRET_TEMPLATE
      | select(type == "object" and (.kind != "ExternalSecret" or (.spec | type != "object")))
      | "SECRET_TEMPLATE\tis not an ExternalSecret with a spec"),
    "settings\t\(tojson)"
'

read_files() {
  local name problem
  found=()
  for name in CAPACITIES DEFAULTS SECRET_TEMPLATE; do
    if [[ -z ${!name-} ]]; then
      wrong "$name" 'is not set'
    elif [[ -f ${!name} && -r ${!name} ]] && ask cat "${!name}"; then
      found+=("$name"$'\t'"$answer")
    else
      wrong "$name" "there is no readable file '${!name}'"
    fi
  done
  sift "$files_jq" || wrong CAPACITIES 'jq cannot check it'
  while IFS=$'\t' read -r name problem; do
    case $name in
      settings) settings=$problem ;;
      ?*) wrong "$name" "$problem" ;;
    esac
  done < <(printf '%s\n' "$lines")
}

# ---- What the bucket holds ----------------------------------------------------------------------

# First the namespaces of the cluster, then the bucket.
# shellcheck disable=SC2016
readonly namespaces_jq='
  (input | items | if . == [] then error("a cluster without namespaces") else . end
    | map({key: .metadata.name, value:
        (if .status.phase == "Active" and .metadata.deletionTimestamp == null then "active"
         else "skip:namespace-terminating" end)})
    | from_entries) as $states
  | input
  | try [
      level("")
      | (.names[] | if test("\\A\(part)\\z") and length <= 63
          then "name\t\(.)\t\($states[.] // "skip:namespace-missing")"
          else say("skip:bad-namespace-name"; .; ""; "not a DNS-1123 label of at most 63 characters") end),
        strays(""; "")
    ] catch [garbled("-"; "-")]
  | .[]
'

# A line for every namespace.
# shellcheck disable=SC2016
readonly claims_jq='
  entries(1) | .[0] as $ns
  | try [
      .[1] | level("\($ns)/")
      | (.names[] | if test("\\A\(part)(\\.\(part))*\\z") and length <= 253 then "name\t\($ns)\t\(.)"
          else say("skip:bad-pvc-name"; $ns; .; "not a DNS-1123 subdomain") end),
        strays($ns; "\($ns)/")
    ] catch [garbled($ns; "-")]
  | .[]
'

# A line for every claim: the newest snapshot; of two in the same instant the one with the greater name.
# shellcheck disable=SC2016
readonly newest_jq='
  def instant:
    capture("\\A(?<second>[-0-9]{10}T[:0-9]{8})(?<fraction>\\.[0-9]+)?(Z|[+]00:00)\\z")
      // error("a time that is not UTC: \(.)")
    | [.second, ("0" + (.fraction // "") | tonumber)];

  entries(2) | .[0] as $ns | .[1] as $pvc | .[2] as $answer | "\($ns)/\($pvc)/snapshots/" as $prefix
  | try (
      [$answer | listing | (.Contents // [])[] | {name: (.Key | below($prefix)), time: .LastModified}]
      | length as $seen
      | map(select(.name | test("\\A[0-9a-f]{64}\\z")) | {name, time: (.time | instant)})
      | if . == [] then say("skip:no-snapshot"; $ns; $pvc; "objects below snapshots/: \($seen)")
        else "backup\t\($ns)\t\($pvc)\ts3-\(max_by([.time, .name]).name[:16])" end
    ) catch garbled($ns; $pvc)
'

find_namespaces() {
  local kind ns state detail
  ask kube get namespaces -o json || give_up list-namespaces
  found=("$answer")
  list --delimiter / || give_up list-bucket
  found+=("$answer")
  sift "$namespaces_jq" || give_up list-namespaces
  while IFS=$'\t' read -r kind ns state detail; do
    case $kind in
      garbled) give_up list-bucket '' '' "$detail" ;;
      say) relay say "$ns" ;;
      name)
        if [[ " $EXCLUDED_NAMESPACES " == *" $ns "* ]]; then
          say skip:namespace-excluded "$ns"
        elif [[ $state != active ]]; then
          say "$state" "$ns"
        elif [[ -z $BASE_SECRET ]]; then
          usable[$ns]=yes
        elif ! ask kube get secret "$BASE_SECRET" -n "$ns" -o name --ignore-not-found; then
          fail get-secret "$ns"
        elif [[ $answer == null ]]; then
          say skip:base-secret-missing "$ns" '' "$BASE_SECRET"
        else
          usable[$ns]=yes
        fi
        # The catalogue is about what the bucket holds, whether or not the cluster is ready for it.
        [[ -z ${usable[$ns]-}$CATALOGUE ]] || namespaces+=("$ns")
        ;;
    esac
  done < <(printf '%s\n' "$lines")
}

find_repositories() {
  local kind ns pvc detail
  found=()
  for ns in "${namespaces[@]}"; do
    if list --prefix "$ns/" --delimiter /; then
      found+=("$ns"$'\t'"$answer")
    else
      overlooked list-prefix "$ns"
    fi
  done
  sift "$claims_jq" || give_up list-prefix
  while IFS=$'\t' read -r kind ns pvc detail; do
    case $kind in
      garbled) overlooked list-prefix "$ns" '' "$detail" ;;
      say) relay say "$ns" ;;
      name)
        if ((${#pvc} > 63)); then
          say skip:pvc-name-too-long "$ns" "$pvc" "${#pvc} characters, VolSync restores to 63"
        fi
        # A key of a ConfigMap has at most 253 characters.
        if ((${#pvc} <= 63)) || [[ -n $CATALOGUE ]] && ((${#ns} + 1 + ${#pvc} <= 253)); then
          repositories+=("$ns"$'\t'"$pvc")
        fi
        ;;
    esac
  done < <(printf '%s\n' "$lines")
}

find_backups() {
  local kind ns pvc detail repository
  found=()
  for repository in "${repositories[@]}"; do
    IFS=$'\t' read -r ns pvc <<<"$repository"
    if list --prefix "$ns/$pvc/snapshots/"; then
      found+=("$repository"$'\t'"$answer")
    else
      overlooked list-snapshots "$ns" "$pvc"
    fi
  done
  sift "$newest_jq" || give_up list-snapshots
  while IFS=$'\t' read -r kind ns pvc detail; do
    case $kind in
      garbled) overlooked list-snapshots "$ns" "$pvc" "$detail" ;;
      say) relay say "$ns" ;;
      backup) backups+=("$ns"$'\t'"$pvc"$'\t'"$detail") ;;
    esac
  done < <(printf '%s\n' "$lines")
}

# ---- The catalogue ------------------------------------------------------------------------------

# First line: the ConfigMaps that are there. Then a line for every backup: ConfigMap, key, tag.
# A listing in which most of what was known is missing is that of another bucket, or of a store that
# has lost its mind, until somebody says that it is right; the answer goes with what it allows.
# shellcheck disable=SC2016
readonly catalogue_jq='
  def bytes: to_entries | map((.key | length) + (.value | length)) | add // 0;
  def ours: .metadata.labels["app.kubernetes.io/managed-by"] == $owner;
  def document($name; $data): {
    apiVersion: "v1", kind: "ConfigMap",
    metadata: {name: $name, namespace: $namespace, labels: {"app.kubernetes.io/managed-by": $owner},
      annotations: {"volsync.backup/updated": $updated}},
    data: $data};
  (input | items | map({key: .metadata.name, value: .}) | from_entries) as $present
  | (reduce entries(2) as $entry ({}; .[$entry[0]][$entry[1]] = $entry[2])) as $wanted
  | [$ARGS.positional[] as $name | $present[$name] | select(. != null and ours) | .data // {}
      | to_entries[] | {name: $name, key, value, gone: ($wanted[$name][.key] == null)}] as $known
  | ($known | map(select(.gone))) as $gone
  | ($gone[] | (.key | index(".")) as $dot
      | say("skip:backup-gone"; .key[:$dot]; .key[$dot + 1:]; "no snapshot any more, was \(.value)")),
    if ($gone | length) * 2 > ($known | length)
      and (any($present[]; .metadata.annotations["volsync.backup/accept-loss"] == "true") | not) then
      "refuse\t" + line("error:catalogue-not-written"; $namespace; "";
        "\($gone | length) of \($known | length) backups have gone; if that is right, annotate ConfigMap "
        + "\($gone[0].name) with volsync.backup/accept-loss: true")
    else
      $ARGS.positional[] as $name | ($wanted[$name] // {}) as $data | $present[$name] as $old
      | if $old != null and ($old | ours | not) then
          fail("catalogue-not-written"; $namespace; "";
            "ConfigMap \($name) is not labelled as managed by \($owner)")
        elif ($data | length) > $limit or ($data | bytes) > $bytes then
          fail("catalogue-full"; $namespace; "";
            "ConfigMap \($name): \($data | length) entries, \($data | bytes) bytes; raise CATALOGUE_DIGITS")
        else (if $old == null then "create\t" else "replace\t" end) + (document($name; $data) | tojson) end
    end
'

not_written() { fail catalogue-not-written "$CATALOGUE_NAMESPACE" '' "$1"; }

# Leaves in $shard the ConfigMap that has the entries of a namespace.
find_shard() {
  local digest=''
  shard=$CATALOGUE
  ((CATALOGUE_DIGITS == 0)) || {
    digest=$(printf %s "$1" | sha256sum) && shard+=-${digest:0:CATALOGUE_DIGITS}
  }
}

write_catalogue() {
  local i ns pvc tag backup shard names=() verb document problem before=$errors
  declare -A shards=() documents=()
  if [[ -n $incomplete ]]; then
    not_written "the listing is incomplete: $incomplete"
    return 0
  fi

  names=("$CATALOGUE")
  for ((i = 0; CATALOGUE_DIGITS > 0 && i < 16 ** CATALOGUE_DIGITS; i++)); do
    printf -v "names[$i]" '%s-%0*x' "$CATALOGUE" "$CATALOGUE_DIGITS" "$i"
  done
  if ! ask kube get configmaps "${names[@]}" -n "$CATALOGUE_NAMESPACE" -o json --ignore-not-found; then
    not_written 'cannot read the old one'
    return 0
  fi
  found=("$answer")
  for backup in "${backups[@]}"; do
    IFS=$'\t' read -r ns pvc tag <<<"$backup"
    if [[ -z ${shards[$ns]-} ]]; then
      find_shard "$ns" || {
        not_written "no sha256sum of $ns"
        return 0
      }
      shards[$ns]=$shard
    fi
    found+=("${shards[$ns]}"$'\t'"$ns.$pvc"$'\t'"$tag")
  done

  sift "$catalogue_jq" --arg owner "$owner" --arg namespace "$CATALOGUE_NAMESPACE" \
    --arg updated "$updated" --argjson limit "$CATALOGUE_LIMIT" \
    --argjson bytes "$CATALOGUE_BYTES" --args "${names[@]}" || {
    not_written 'cannot make sense of the old one'
    return 0
  }
  while IFS=$'\t' read -r verb document; do
    case $verb in
      say | error) relay "$verb" "$document" ;;
      refuse) # what is not believed is not acted on either
        relay error "$document"
        backups=()
        ;;
      create | replace) documents[$verb]+=,$document ;;
    esac
  done < <(printf '%s\n' "$lines")
  # Without validation, for which kubectl would fetch the whole OpenAPI document every time.
  for verb in create replace; do
    [[ -n ${documents[$verb]-} ]] || continue
    problem=$(printf '{"apiVersion":"v1","kind":"List","items":[%s]}' "${documents[$verb]#,}" \
      | kube "$verb" --validate=false -f - 2>&1 >/dev/null) || not_written "kubectl $verb: ${problem:0:300}"
  done
  ((errors > before)) || say ok:catalogue "$CATALOGUE_NAMESPACE" '' \
    "$CATALOGUE: entries ${#backups[@]}, ConfigMaps ${#names[@]}, updated $updated"
}

# ---- Destinations -------------------------------------------------------------------------------

# First line: the settings. Then a line for every backup: namespace, claim, tag, and what the cluster
# has of it. Says what to do: the verb, the line to say once it is done, namespace, claim, document.
# shellcheck disable=SC2016
readonly decisions_jq='
  def labels($pvc): {"app.kubernetes.io/managed-by": $owner, "volsync.backup/pvc": $pvc};
  def ours: .metadata.labels["app.kubernetes.io/managed-by"] == $owner;
  def age: $now - fromdateiso8601;
  def bytes: capture("\\A(?<number>[0-9]+([.][0-9]+)?)(?<unit>[KMGTPE]i|[kMGTPE]|)\\z")
    | {"": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18, Ki: 1024, Mi: 1048576, Gi: 1073741824,
       Ti: 1099511627776, Pi: 1125899906842624, Ei: 1152921504606846976}[.unit] * (.number | tonumber);
  def same_size($other): . == $other or ([bytes] | . != [] and . == [$other | bytes]);
  def below_size($other): [bytes, ($other | bytes)] | length == 2 and .[0] < .[1];
  def size: .status.capacity.storage // .spec.resources.requests.storage;

  # What an existing destination needs: [result, detail, new size]. One that grows is synced twice: what
  # the first sync leaves may still have the old size, and its tag is no backup of which admission knows.
  def verdict($tag; $claim; $git):
    (.spec.restic.capacity | tostring) as $capacity | ($claim | size) as $size
    | ($size // $git | if . == null then . else tostring end) as $wanted
    | .status as $status | ($status.latestMoverStatus.logs // "") as $logs
    | ($status.lastSyncStartTime | . != null and age > 3600) as $stuck
    | if ours | not then ["skip:foreign-rd", "not labelled as managed by \($owner)"]
      elif .metadata.deletionTimestamp then ["skip:deleting", $tag]
      elif .spec.restic.copyMethod != "Snapshot" then
        ["error:not-a-snapshot-rd", "copyMethod \(.spec.restic.copyMethod)"]
      elif $wanted != null and ($stuck or $status.lastSyncStartTime == null)
        and ($capacity | below_size($wanted)) then ["resized", "from \($capacity) to \($wanted)", $wanted]
      elif $size != null and ($capacity | same_size($size) or below_size($size) | not) then
        ["error:capacity-mismatch", "destination \($capacity), claim \($size); delete the destination"]
      elif $status.lastSyncStartTime then
        if $stuck then
          ["error:sync-stuck",
            "since \($status.lastSyncStartTime), last mover \($status.latestMoverStatus.result)"]
        else ["skip:sync-running", $tag] end
      elif (.spec.trigger.manual // "" | startswith("resize-"))
        and .spec.trigger.manual != $status.lastManualSync then ["skip:sync-pending", $tag]
      elif .spec.trigger.manual == $tag then
        if $status.lastManualSync != $tag then ["skip:sync-pending", $tag]
        elif $status.latestImage.kind != "VolumeSnapshot"
          or ($logs | contains("No data will be restored")) then
          ["error:empty-image", "\($tag) is synced, but no data was restored"]
        else ["ok:warm", $tag] end
      elif ($claim | . != null and .metadata.deletionTimestamp == null)
        and $status.lastSyncTime != null and ($status.lastSyncTime | age) < $stale then
        ["ok:fresh-enough", $tag]
      else ["triggered", $tag] end;

  # The claim itself knows its size best; what Git says is for a claim that does not exist yet.
  def shape($git; $claim):
    if $claim | size then
      $claim | {capacity: size, storageClassName: .spec.storageClassName, accessModes: .spec.accessModes}
    else $git | {capacity, storageClassName, accessModes} end
    | with_entries(select(.value != null));

  (input | fromjson) as $settings
  | entries(3) | .[0] as $ns | .[1] as $pvc | .[2] as $tag | .[3] as $answer
  | "\($pvc)-volsync-secret" as $secret_name
  | def decided($result; $detail): if $result | startswith("error:")
      then fail($result[6:]; $ns; $pvc; $detail) else say($result; $ns; $pvc; $detail) end;
    def act($verb; $result; $detail; $document):
      "\($verb)\t\(line($result; $ns; $pvc; $detail))\t\($ns)\t\($pvc)\t\($document | tojson)";
    def secret: act("secret"; ""; ""; $settings.SECRET_TEMPLATE
      | .metadata += {name: $secret_name, namespace: $ns} | .metadata.labels += labels($pvc)
      | .spec.target.name = $secret_name
      | .spec.target.template.data.RESTIC_REPOSITORY = "\($base)/\($ns)/\($pvc)");
  try [
    ($answer | items) as $found
    | ($found | map(select(.kind == "ReplicationDestination"))[0]) as $rd
    | ($found | map(select(.kind == "PersistentVolumeClaim"))[0]) as $claim
    | ($found | map(select(.kind == "ExternalSecret"))[0]) as $secret
    | ($settings.CAPACITIES["\($ns)/\($pvc)"] | if type == "object" then . else {} end) as $git
    | if $rd != null then
        ($rd | verdict($tag; $claim; $git.capacity)) as [$result, $detail, $wanted]
        # What has still to sync needs its Secret, which may have gone with an earlier claim.
        | (if $secret == null and ($result | test("sync-|triggered|resized")) then secret else empty end),
          ({} | if $rd.metadata.annotations["volsync.backup/newest"] == $tag then .
                else .metadata.annotations["volsync.backup/newest"] = $tag end
              | if $result == "triggered" then .spec.trigger.manual = $tag
                elif $result == "resized" then
                  .spec = {restic: {capacity: $wanted}, trigger: {manual: "resize-\($wanted)"}}
                else . end
              | if . == {} or ($result | test("^error:|foreign|deleting")) then decided($result; $detail)
                else act("patch"; $result; $detail; .) end)
      else
        shape($git; $claim) as $shape
        | if $shape.capacity == null or ($shape.accessModes // [] | length) == 0 then
            decided("error:unknown-capacity";
              "no claim, and CAPACITIES has no capacity and accessModes for it")
          elif $secret == null then secret, act("wait"; "skip:secret-pending"; $secret_name; $tag)
          elif any($secret.status.conditions[]?; .type == "Ready" and .status == "True") | not then
            act("wait"; "skip:secret-pending"; $secret_name; $tag)
          else act("create"; "created"; $tag; {
            apiVersion: "volsync.backube/v1alpha1", kind: "ReplicationDestination",
            metadata: {name: "\($pvc)-restore", namespace: $ns, labels: labels($pvc),
              annotations: {"volsync.backup/newest": $tag}},
            spec: {trigger: {manual: $tag}, restic: ($settings.DEFAULTS + $shape
              + {copyMethod: "Snapshot", repository: $secret_name})}}) end
      end
  ] catch [fail("read-objects"; $ns; $pvc; .[:100])]
  | .[]
'

# Leaves what kubectl complains about in $problem.
create() { # document
  problem=$(printf '%s' "$1" | kube create -f - 2>&1 >/dev/null)
}

act() { # verb, line, namespace, claim, document
  local problem='' ns=${3-} pvc=${4-}
  # Without its Secret a destination would only take up space.
  [[ -z $ns || $refused != "$ns/$pvc" ]] || return
  case $1 in
    say | error) relay "$1" "$2" ;;
    wait)
      if ((last_look)); then relay say "$2"; else pending+=("$ns"$'\t'"$pvc"$'\t'"${5//\"/}"); fi
      ;;
    secret)
      # Kyverno may make the same one for the claim; which of the two comes first is all the same.
      if ! create "$5" && [[ $problem != *AlreadyExists* ]]; then
        refused=$ns/$pvc
        fail create-secret "$ns" "$pvc" "${problem:0:300}"
      fi
      ;;
    create)
      if create "$5"; then
        relay say "$2"
      elif [[ $problem == *AlreadyExists* ]]; then
        say skip:rd-appeared "$ns" "$pvc"
      else
        fail create-rd "$ns" "$pvc" "${problem:0:300}"
      fi
      ;;
    patch)
      if problem=$(kube patch replicationdestinations.volsync.backube "$pvc-restore" -n "$ns" \
        --type merge -p "$5" 2>&1 >/dev/null); then
        relay say "$2"
      else
        fail patch-rd "$ns" "$pvc" "${problem:0:300}"
      fi
      ;;
  esac
}

# Looks at what is pending and does what can be done.
warm_once() {
  local backup ns pvc tag verb line document refused=''
  found=("$settings")
  for backup in "${pending[@]}"; do
    IFS=$'\t' read -r ns pvc tag <<<"$backup"
    if ask kube get "replicationdestinations.volsync.backube/$pvc-restore" "persistentvolumeclaims/$pvc" \
      "externalsecrets.external-secrets.io/$pvc-volsync-secret" -n "$ns" -o json --ignore-not-found; then
      found+=("$backup"$'\t'"$answer")
    else
      fail read-objects "$ns" "$pvc"
    fi
  done
  pending=()
  sift "$decisions_jq" --arg owner "$owner" --arg base "$base" --argjson now "$PREWARM_NOW" \
    --argjson stale "$MAX_STALE_SECONDS" || {
    fail decide
    return
  }
  while IFS=$'\t' read -r verb line ns pvc document; do
    act "$verb" "$line" "$ns" "$pvc" "$document"
  done < <(printf '%s\n' "$lines")
}

warm() {
  local backup ns pvc tag deadline='' last_look=$((SECRET_WAIT_SECONDS == 0))
  for backup in "${backups[@]}"; do
    IFS=$'\t' read -r ns pvc tag <<<"$backup"
    [[ -z ${usable[$ns]-} ]] || ((${#pvc} > 63)) || pending+=("$backup")
  done
  while ((${#pending[@]} > 0)); do
    warm_once
    # The wait is for all of them together, from when the last of the Secrets was asked for.
    deadline=${deadline:-$((SECONDS + SECRET_WAIT_SECONDS))}
    ((${#pending[@]} == 0)) || sleep 1
    last_look=$((SECONDS >= deadline))
  done
}

# ---- Sources ------------------------------------------------------------------------------------

# First the sources of all claims, then the claims that have a label. A claim may wait for its first
# pod, and its backup with it, as long as it likes.
# shellcheck disable=SC2016
readonly sources_jq='
  def age: $now - fromdateiso8601;
  (input | items) as $sources
  | (input | items | map({key: "\(.metadata.namespace)/\(.metadata.name)", value: (.status.phase // "Pending")})
    | from_entries) as $labelled
  | $sources | sort_by(.metadata.namespace, .metadata.name)[]
  | .metadata.namespace as $ns | .spec.sourcePVC as $pvc | .metadata.name as $name
  | select($name == "\($pvc)-backup" and .spec.restic.repository == "\($pvc)-volsync-secret")
  | (.status.latestMoverStatus.logs // "") as $logs
  | (if $labelled["\($ns)/\($pvc)"] then empty
     else say("warn:source-without-label"; $ns; $pvc; "backs up a claim that has lost its label; delete \($name)") end),
    (if .status.latestMoverStatus.result == "Failed" then
       if $logs | test("already locked|unable to create lock") then
         fail("repository-locked"; $ns; $pvc; "nothing is forgotten; set spec.restic.unlock of \($name) to a new value")
       else fail("backup-fails"; $ns; $pvc; "the newest snapshot may be partial; read the status of \($name)") end
     elif $labelled["\($ns)/\($pvc)"] == "Bound" and .status.lastSyncStartTime != null and (.status.lastSyncStartTime | age) > $stale then
       fail("backup-stuck"; $ns; $pvc; "since \(.status.lastSyncStartTime); read the status of \($name)")
     else empty end)
'

# A source says how its backups go in its own status alone, where nobody looks.
watch_sources() {
  local verb line
  ask kube get replicationsources.volsync.backube -A -o json || {
    fail list-sources
    return
  }
  found=("$answer")
  ask kube get persistentvolumeclaims -A -l "backup in (${BACKUP_LABELS// /,})" -o json || {
    fail list-claims
    return
  }
  found+=("$answer")
  sift "$sources_jq" --argjson now "$PREWARM_NOW" --argjson stale "$MAX_STALE_SECONDS" || {
    fail list-sources
    return
  }
  while IFS=$'\t' read -r verb line; do
    [[ -z $verb ]] || relay "$verb" "$line"
  done < <(printf '%s\n' "$lines")
}

# -------------------------------------------------------------------------------------------------

check_variables
read_files
((errors == 0)) || exit 2
base=$REPOSITORY_BASE
while [[ $base == */ ]]; do base=${base%/}; done
# Before the listing begins: what is newer than this may be missing from the catalogue.
TZ=UTC0 printf -v updated '%(%Y-%m-%dT%H:%M:%SZ)T' "$PREWARM_NOW"

find_namespaces
find_repositories
find_backups
[[ -z $CATALOGUE ]] || write_catalogue || not_written 'this script is broken'
warm
[[ -z $BACKUP_LABELS ]] || watch_sources
say "done" '' '' "errors=$errors"
((errors == 0))
