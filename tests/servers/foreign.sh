#!/bin/sh
# SPDX-License-Identifier: MIT
# foreign.sh cyrus|courier|exim COMMAND [ARGUMENT ...]: runs the command beside such a server, and nothing of it stays.
#
# The machine's own files are the lower layer of an overlay on a tmpfs; the server is installed, set up and started in
# a chroot there, inside mount and pid namespaces of its own, so that it and all its processes are gone with this
# script. It listens on loopback. The command runs outside the chroot with, in its environment, SERVER (the name),
# IMAP_PORT IMAPS_PORT SUBMIT_PORT SMTPS_PORT, MAIL_CA, MAIL_USER (password: secret) and SERVER_ROOT (its files).
# Package and version are said before.
#
# Root; Linux with overlayfs; a Debian whose apt-get reaches its mirror.
set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
die() { echo "foreign: $*" >&2; exit 1; }
here=$(cd "$(dirname "$0")" && pwd)

inside() {
    # shellcheck source=tests/servers/common.sh
    . "$here/common.sh"
    # shellcheck source=/dev/null
    . "$here/$1.sh"
    case $2 in
    install)
        export DEBIAN_FRONTEND=noninteractive
        apt-get -q update
        # shellcheck disable=SC2086,SC2154 # of the file above, several
        apt-get -q -y --no-install-recommends install $packages
        ;;
    version)
        # shellcheck disable=SC2016 # dpkg's
        dpkg-query -W -f='${Package} ${Version}\n' "${packages%% *}"
        ;;
    start)
        mkdir -p /srv/pki; cd /srv/pki
        authority ca; issue good DNS:localhost,IP:127.0.0.1 ca -days 20
        configure; start
        ;;
    esac
}

# the machine's files below, all that changes above
lay_over() {
    mount -t tmpfs -o size=2g,mode=755 none "$1"
    mkdir "$1/up" "$1/work" "$1/all"
    mount -t overlay overlay -o "lowerdir=/,upperdir=$1/up,workdir=$1/work" "$1/all"
    mount --rbind /dev "$1/all/dev"
    mount -t proc proc "$1/all/proc"
    mkdir -p "$1/all/srv/servers"
    mount --bind "$here" "$1/all/srv/servers"
    printf '#!/bin/sh\nexit 101\n' >"$1/all/usr/sbin/policy-rc.d"
    chmod 755 "$1/all/usr/sbin/policy-rc.d"
}

# within the namespaces
run() {
    server=$1 top=$2; shift 2
    # shellcheck source=tests/servers/common.sh
    . "$here/common.sh"
    lay_over "$top"
    chroot "$top/all" /srv/servers/foreign.sh --inside "$server" install >"$top/install.log" 2>&1 ||
        { cat "$top/install.log" >&2; die "$server cannot be installed"; }
    for name in IMAP IMAPS SUBMIT SMTPS; do
        free_port
        # shellcheck disable=SC2154
        export "${name}_PORT=$port"
    done
    export SERVER="$server" MAIL_USER=natverk MAIL_CA="$top/all/srv/pki/ca.pem" SERVER_ROOT="$top/all/srv"
    # what a daemon inherits it keeps: no pipe of the caller's
    chroot "$top/all" /srv/servers/foreign.sh --inside "$server" start </dev/null >"$top/start.log" 2>&1 ||
        { cat "$top/start.log" >&2; die "$server does not start"; }
    case $server in exim) name=SMTPS ;; *) name=IMAPS ;; esac
    eval "await_port $server \$${name}_PORT"
    echo "foreign: $(chroot "$top/all" /srv/servers/foreign.sh --inside "$server" version)"
    "$@"
}

case ${1:?usage: foreign.sh cyrus|courier|exim COMMAND ...} in
--inside) shift; inside "$@" ;;
--run) shift; run "$@" ;;
*)
    [ "$(id -u)" = 0 ] || die "needs root"
    server=$1; shift
    top=$(mktemp -d /tmp/samlad-foreign.XXXXXX)
    unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
        "$0" --run "$server" "$top" "$@" &
    # unshare itself hears nothing but KILL, and takes all in there with it
    trap 'kill -KILL $! 2>/dev/null || :; wait $! 2>/dev/null || :; rmdir "$top"' EXIT
    trap 'exit 1' INT TERM
    wait $!
    ;;
esac
