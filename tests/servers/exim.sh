# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# Exim for foreign.sh: sourced inside its chroot. Below refused.test it says 550, below later.test 451, and it puts
# off each new recipient below grey.test once; letters are kept as files in /srv/mail, one each. Its implicit-TLS port
# takes SMTPUTF8, the other doesn't.
# shellcheck disable=SC2034 # foreign.sh installs them
packages="exim4-daemon-heavy openssl"

configure() {
    cat >/srv/exim.conf <<C
primary_hostname = mail.test
spool_directory = /srv/spool
log_file_path = /srv/log/%slog
pid_file_path = /srv/exim.pid
daemon_smtp_ports = $SUBMIT_PORT : $SMTPS_PORT
tls_on_connect_ports = $SMTPS_PORT
local_interfaces = 127.0.0.1
tls_advertise_hosts = *
tls_certificate = /srv/pki/good.crt
tls_privatekey = /srv/pki/good.key
auth_advertise_hosts = \${if eq {\$tls_in_cipher}{}{}{*}}
message_size_limit = 100K
smtputf8_advertise_hosts = \${if eq {\$received_port}{$SMTPS_PORT}{*}{}}
keep_environment =
deliver_drop_privilege
host_lookup =
rfc1413_hosts =
acl_smtp_rcpt = check_rcpt
begin acl
check_rcpt:
  deny    message = 5.7.1 log in first
          !authenticated = *
  deny    message = 5.1.1 no such user
          domains = refused.test
  defer   message = 4.3.0 not now
          domains = later.test
  defer   message = 4.2.0 Greylisted, try again in 5 minutes
          domains = grey.test
          !condition = \${if exists {/srv/grey/\$local_part}}
          set acl_m_grey = \${run {/usr/bin/touch /srv/grey/\$local_part}}
  accept
begin routers
all:
  driver = accept
  transport = file
begin transports
file:
  driver = appendfile
  directory = /srv/mail
  create_directory
  user = Debian-exim
  maildir_format
  envelope_to_add
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and {{eq {\$auth2}{$MAIL_USER}}{eq {\$auth3}{secret}}}}
  server_set_id = \$auth2
C
    mkdir -p /srv/spool /srv/log /srv/mail /srv/grey
    chown -R Debian-exim /srv/spool /srv/log /srv/mail /srv/grey /srv/pki
    chmod 644 /srv/exim.conf
}

start() {
    exim4 -C /srv/exim.conf -bd -q1m
}
