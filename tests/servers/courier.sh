# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# Courier-IMAP for foreign.sh: sourced inside its chroot. It gives no UIDNEXT, has no MOVE, and keeps folders below
# "INBOX.".
# shellcheck disable=SC2034 # foreign.sh installs them
packages="courier-imap courier-authdaemon courier-authlib-userdb openssl"

# put FILE KEY VALUE
put() { sed -i "s|^$2=.*|$2=$3|" "/etc/courier/$1"; }

configure() {
    put authdaemonrc authmodulelist '"authuserdb"'
    put imapd ADDRESS 127.0.0.1
    put imapd PORT "$IMAP_PORT"
    put imapd IMAP_IDLE_TIMEOUT 1
    put imapd-ssl SSLADDRESS 127.0.0.1
    put imapd-ssl SSLPORT "$IMAPS_PORT"
    put imapd-ssl TLS_CERTFILE /srv/pki/both.pem
    cat /srv/pki/good.key /srv/pki/good.crt >/srv/pki/both.pem
    chown courier /srv/pki/both.pem
    useradd -d /srv/home -s /bin/false netbox
    mkdir -p /srv/home
    maildirmake /srv/home/Maildir
    chown -R netbox: /srv/home
    userdb "$MAIL_USER" set home=/srv/home mail=/srv/home/Maildir uid="$(id -u netbox)" gid="$(id -g netbox)"
    printf 'secret\nsecret\n' | userdbpw -md5 | userdb "$MAIL_USER" set systempw
    chmod 700 /etc/courier/userdb
    makeuserdb
    makeimapaccess
}

start() {
    mkdir -p /run/courier
    authdaemond start
    imapd start
    imapd-ssl start
}
