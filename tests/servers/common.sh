# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# What the scripts that start mail servers for tests share: ports and certificates. Sourced.

# a port below the ephemeral range that nothing listens on (/proc/net/tcp: no ss, no netstat needed), into $port
used=
free_port() {
    while :; do
        port=$(( 20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000 ))
        case " $used " in *" $port "*) continue ;; esac
        grep -qi ":$(printf %04X $port) [0-9A-F:]* 0A" /proc/net/tcp /proc/net/tcp6 2>/dev/null && continue
        used="$used $port"; return
    done
}

listens() { grep -qi ":$(printf %04X "$1") [0-9A-F:]* 0A" /proc/net/tcp; }
# await_port NAME PORT: within five seconds
await_port() {
    n=0
    until listens "$2"; do n=$((n + 1)); [ $n -lt 100 ] || die "$1 does not listen on $2"; sleep 0.05; done
}

# authority NAME: NAME.pem and NAME.key in this folder
authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.pem" -days 30 -subj "/CN=$1" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
}
# issue NAME ALTNAMES CA [x509 options]: NAME.crt and NAME.key
issue() {
    n=$1 san=$2 ca=$3; shift 3
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$n.key" -out "$n.csr" -subj "/CN=$n" 2>/dev/null
    printf 'subjectAltName=%s\nbasicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n' "$san" >"$n.ext"
    openssl x509 -req -in "$n.csr" -CA "$ca.pem" -CAkey "$ca.key" -CAcreateserial -extfile "$n.ext" -out "$n.crt" "$@" 2>/dev/null
}
