/* Tests which file with trusted certificates is found on which distribution of Linux. */

#include <stdio.h>
#include <string.h>

#include <unistd.h>

#include <openssl/x509.h>

/* The only file there is, in place of the machine's; NULL for none. */
static const char *existing;

int
access(const char *path, int mode)
{
    return existing != NULL && mode == R_OK && strcmp(path, existing) == 0 ? 0 : -1;
}

int
main(void)
{
    static const char *const places[] = {
        "/etc/ssl/cert.pem",
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/ca-bundle.pem",
    };
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        existing = places[i];
        if (strcmp(X509_get_default_cert_file(), existing) != 0) {
            (void)fprintf(stderr, "not found: %s\n", existing);
            return 1;
        }
    }
    existing = NULL;
    if (strcmp(X509_get_default_cert_file(), "/etc/ssl/cert.pem") != 0) {
        (void)fprintf(stderr, "there is no file, and OpenSSL's own is not named\n");
        return 1;
    }
    return 0;
}
