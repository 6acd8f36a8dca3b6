# What the reader of a document has: a terminal, and files of their own. The commands of
# documents are run behind these lines, in a folder that has the sample corpora.
set -euo pipefail

# One block goes on where the one before it ended, with its variables.
[ ! -e ~/terminal ] || . ~/terminal
trap '{ export -p; echo "cd \"$PWD\""; } > ~/terminal' EXIT

# Servers go on in the background, as if in another terminal, at any free port.
sayso() {
    case $* in
        *--take*) ;;
        serve* | review*)
            case $* in
                *--port*) set -- "${@/8080/0}" ;;
                *) set -- "$@" --port 0 ;;
            esac
            [ "$1" = serve ] || set -- "$@" --no-open
            command sayso "${@/10.0.0.5/127.0.0.1}" > ~/served 2>&1 &
            echo $! >> ~/servers
            until grep -m 1 -o 'http://[^/]*' ~/served > ~/address; do
                kill -0 $! || { cat ~/served; exit 1; }
                sleep 0.02
            done
            return
            ;;
    esac
    # That a draft is not what its sources say is no failure.
    command sayso "$@" || [ $? = 3 ]
}

# Asks the server that was started last. An answer that is an error is a failure.
curl() {
    local word words=()
    for word; do
        case $word in http://*) word=$(cat ~/address)/${word#http://*/} ;; esac
        words+=("$word")
    done
    command curl --silent --fail-with-body "${words[@]}"
}

# To find nothing is a failure.
jq() { command jq "$@" | grep ''; }

# Whoever writes to it is not stopped, which would be one.
head() { command head "$@"; cat > /dev/null; }
less() { cat; }

# Whether this is a corpus.toml with nothing wrong in it.
described() {
    mkdir -p described
    cat > described/corpus.toml
    echo 'It rains.' > described/a.txt
    command sayso corpus check described > ~/checked 2>&1 || true
    ! grep -F described/corpus.toml ~/checked
}

# Packages of R go where nobody else's are.
export R_LIBS_USER=~/R
mkdir -p ~/R

# The files that documents take for granted.
lay_out() {
    [ ! -e ~/laid-out ] || return 0
    touch ~/laid-out
    for folder in articles archive sources interviews press-releases; do cp -r corpus/wire $folder; done
    cp corpus/wire/2024-10-17-tarrow-bridge-closed.txt article.txt
    cp article.txt draft.txt
    echo PNG > photo.png
    mkdir word
    { echo '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
      sed 's|.*|<w:p><w:r><w:t>&</w:t></w:r></w:p>|' article.txt
      echo '</w:body></w:document>'; } > word/document.xml
    python3 -m zipfile -c draft.docx word/
    echo '{"id": "2017-06-05/0012", "text": "“It floats,” said Åse Lund."}' | tee wire.jsonl > more.jsonl
    gzip < wire.jsonl > wire.jsonl.gz
    printf 'id,name,party\nM1,Ingrid Vasquez-Holm,Greens\n' > people.csv
    export SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_MAX=2
    echo : > machines    # this one, for GNU parallel

    # Results, and what people say of ten articles: the last quote of every third article is
    # none, all else is right.
    [ ! -e output ] || return 0
    command sayso extract corpus/ --quiet
    for machine in 1 2; do command sayso extract corpus/ --shard $machine/2 --output machine-$machine --quiet; done
    command sayso export output/ --to label-studio -o tasks/ --quiet
    jq 'map(.annotations = .predictions) | to_entries | .[:10] | map(.key as $nr | .value
        | if $nr % 3 > 0 then . else
            (.annotations[0].result | map(select(.value.labels == ["content"]).id) | last) as $last
            | .annotations[0].result |= map(select(.id != $last and .from_id != $last))
          end)' tasks/tasks.json | tee project-1.json > label-studio-export.json
    command sayso review output/ --take project-1.json --reviewer ben > /dev/null
    command sayso export output/ --gold gold/ --quiet
    command sayso export output/ --to prodigy -o prodigy.jsonl --quiet
    jq -c '.answer = "accept"' prodigy.jsonl > quotes.jsonl
}
