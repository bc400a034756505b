# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# Cyrus IMAP for foreign.sh: sourced inside its chroot. Debian's defaults stay where they matter: folders are below
# "INBOX." (altnamespace: no), parted by dots.
# shellcheck disable=SC2034 # foreign.sh installs them
packages="cyrus-imapd sasl2-bin openssl"

configure() {
    # a user whose domain is the default domain would be looked up in the realm `servername`: so no domain at all
    cat >/srv/imapd.conf <<C
configdirectory: /srv/cyrus
partition-default: /srv/spool
servername: mail.test
idlesocket: /srv/cyrus/socket/idle
altnamespace: no
unixhierarchysep: no
allowplaintext: no
autocreate_quota: 0
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: /srv/sasldb2
sasl_mech_list: PLAIN
tls_server_cert: /srv/pki/good.crt
tls_server_key: /srv/pki/good.key
tls_session_timeout: 0
C
    cat >/srv/cyrus.conf <<C
START {
    recover cmd="/usr/lib/cyrus/bin/ctl_cyrusdb -C /srv/imapd.conf -r"
    idled cmd="/usr/lib/cyrus/bin/idled -C /srv/imapd.conf"
}
SERVICES {
    imap cmd="/usr/lib/cyrus/bin/imapd -C /srv/imapd.conf" listen="127.0.0.1:$IMAP_PORT" prefork=1
    imaps cmd="/usr/lib/cyrus/bin/imapd -C /srv/imapd.conf -s" listen="127.0.0.1:$IMAPS_PORT" prefork=1
}
EVENTS { }
C
    mkdir -p /srv/cyrus /srv/cyrus/socket /srv/cyrus/proc /srv/spool
    printf secret | saslpasswd2 -p -c -f /srv/sasldb2 -u mail.test "$MAIL_USER"
    chown -R cyrus:mail /srv/cyrus /srv/spool /srv/sasldb2 /srv/pki
}

start() {
    /usr/lib/cyrus/bin/master -C /srv/imapd.conf -M /srv/cyrus.conf -p /srv/master.pid -d
}
