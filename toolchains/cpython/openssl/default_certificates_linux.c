/* Where the trusted certificates are, instead of OpenSSL's crypto/x509/x509_def.c.
 *
 * Distributions of Linux keep them at different places, and an executable runs on any of them. So
 * the file is looked for, whenever somebody wants to load it: OpenSSL itself for
 * SSL_CTX_set_default_verify_paths(), or Python for ssl.get_default_verify_paths().
 */
#include <stddef.h>

#include <unistd.h>

#include <openssl/x509.h>

static const char *const files[] = {
    OPENSSLDIR "/cert.pem",                                 /* Alpine; and OpenSSL's default */
    OPENSSLDIR "/certs/ca-certificates.crt",                /* Debian, Arch, Gentoo, NixOS */
    "/etc/pki/tls/certs/ca-bundle.crt",                     /* Fedora, Red Hat */
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",    /* newer ones of them */
    OPENSSLDIR "/ca-bundle.pem",                            /* openSUSE */
};

const char *
X509_get_default_cert_file(void)
{
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        if (access(files[i], R_OK) == 0) {
            return files[i];
        }
    }
    return files[0];
}

const char *
X509_get_default_cert_dir(void)
{
    return OPENSSLDIR "/certs";
}

const char *
X509_get_default_cert_area(void)
{
    return OPENSSLDIR;
}

const char *
X509_get_default_private_dir(void)
{
    return OPENSSLDIR "/private";
}

const char *
X509_get_default_cert_file_env(void)
{
    return "SSL_CERT_FILE";
}

const char *
X509_get_default_cert_dir_env(void)
{
    return "SSL_CERT_DIR";
}
