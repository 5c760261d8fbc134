/* Uses OpenSSL the way that Python's ssl and hashlib do. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

/* Ends the test with OpenSSL's errors unless `condition` holds. */
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            (void)fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);          \
            ERR_print_errors_fp(stderr);                                                           \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

static void
test_constants(void)
{
    CHECK(strcmp(X509_get_default_cert_dir_env(), "SSL_CERT_DIR") == 0);
#ifdef __linux__
    CHECK(strcmp(X509_get_default_cert_dir(), "/etc/ssl/certs") == 0);
#endif
    CHECK(strstr(OpenSSL_version(OPENSSL_CFLAGS), "fixed") != NULL);
    CHECK(OpenSSL_version_num() == OPENSSL_VERSION_NUMBER);
}

/* Digests that hashlib.algorithms_available has in the builds of python.org. */
static void
test_digests(void)
{
    static const struct {
        const char *name;
        const char *digest_of_abc; /* hexadecimal; NULL if it takes a length */
    } digests[] = {
        {"md5", "900150983cd24fb0d6963f7d28e17f72"},
        {"md5-sha1", "900150983cd24fb0d6963f7d28e17f72a9993e364706816aba3e25717850c26c9cd0d89d"},
        {"sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"},
        {"sha224", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"},
        {"sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"sha384", "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                   "8086072ba1e7cc2358baeca134c825a7"},
        {"sha512", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                   "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
        {"sha512-224", "4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa"},
        {"sha512-256", "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"},
        {"sha3-224", "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf"},
        {"sha3-256", "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"},
        {"sha3-384", "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b2"
                     "98d88cea927ac7f539f1edf228376d25"},
        {"sha3-512", "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e"
                     "10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0"},
        {"shake128", NULL},
        {"shake256", NULL},
        {"blake2b512", "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                       "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"},
        {"blake2s256", "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982"},
        {"ripemd160", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"},
        {"sm3", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"},
    };
    for (size_t i = 0; i < sizeof(digests) / sizeof(digests[0]); i++) {
        EVP_MD *digest = EVP_MD_fetch(NULL, digests[i].name, NULL);
        CHECK(digest != NULL);
        if (digests[i].digest_of_abc != NULL) {
            unsigned char bytes[EVP_MAX_MD_SIZE];
            unsigned size;
            char text[2 * EVP_MAX_MD_SIZE + 1] = "";
            CHECK(EVP_Digest("abc", 3, bytes, &size, digest, NULL));
            for (unsigned j = 0; j < size; j++) {
                (void)snprintf(text + 2 * j, 3, "%02x", bytes[j]);
            }
            if (strcmp(text, digests[i].digest_of_abc) != 0) {
                (void)fprintf(stderr, "%s: %s\n", digests[i].name, text);
                exit(1);
            }
        }
        EVP_MD_free(digest);
    }
}

/* RFC 7914, section 12 (scrypt) and section 11 (PBKDF2). */
static void
test_key_derivation(void)
{
    static const unsigned char scrypt_expected[16] = {0xfd, 0xba, 0xbe, 0x1c, 0x9d, 0x34,
                                                      0x72, 0x00, 0x78, 0x56, 0xe7, 0x19,
                                                      0x0d, 0x01, 0xe9, 0xfe};
    static const unsigned char pbkdf2_expected[16] = {0x55, 0xac, 0x04, 0x6e, 0x56, 0xe3,
                                                      0x08, 0x9f, 0xec, 0x16, 0x91, 0xc2,
                                                      0x25, 0x44, 0xb6, 0x05};
    unsigned char key[64];
    CHECK(EVP_PBE_scrypt("password", 8, (const unsigned char *)"NaCl", 4, 1024, 8, 16, 0, key,
                         sizeof(key)));
    CHECK(memcmp(key, scrypt_expected, sizeof(scrypt_expected)) == 0);
    CHECK(PKCS5_PBKDF2_HMAC("passwd", 6, (const unsigned char *)"salt", 4, 1, EVP_sha256(),
                            sizeof(key), key));
    CHECK(memcmp(key, pbkdf2_expected, sizeof(pbkdf2_expected)) == 0);
}

static void
test_random(void)
{
    unsigned char first[32], second[32];
    CHECK(RAND_status() == 1);
    CHECK(RAND_bytes(first, sizeof(first)) == 1);
    CHECK(RAND_bytes(second, sizeof(second)) == 1);
    CHECK(memcmp(first, second, sizeof(first)) != 0);
}

/* A certificate for `key` that it signs itself, for the host `localhost`. */
static X509 *
self_signed(EVP_PKEY *key, const EVP_MD *digest)
{
    X509 *certificate = X509_new();
    CHECK(certificate != NULL);
    CHECK(X509_set_version(certificate, X509_VERSION_3));
    CHECK(ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1));
    CHECK(X509_gmtime_adj(X509_getm_notBefore(certificate), -60));
    CHECK(X509_gmtime_adj(X509_getm_notAfter(certificate), 3600));
    CHECK(X509_set_pubkey(certificate, key));
    X509_NAME *name = X509_get_subject_name(certificate);
    CHECK(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"localhost",
                                     -1, -1, 0));
    CHECK(X509_set_issuer_name(certificate, name));
    X509_EXTENSION *extension =
        X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "DNS:localhost");
    CHECK(extension != NULL);
    CHECK(X509_add_ext(certificate, extension, -1));
    X509_EXTENSION_free(extension);
    CHECK(X509_sign(certificate, key, digest) > 0);
    return certificate;
}

/* `ssl.SSLContext` of a server with a key and a certificate. */
static SSL_CTX *
server_context(EVP_PKEY *key, X509 *certificate)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    CHECK(context != NULL);
    CHECK(SSL_CTX_use_certificate(context, certificate));
    CHECK(SSL_CTX_use_PrivateKey(context, key));
    return context;
}

/* `ssl.create_default_context()` that trusts one certificate. */
static SSL_CTX *
client_context(X509 *trusted)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    CHECK(context != NULL);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    CHECK(X509_STORE_add_cert(SSL_CTX_get_cert_store(context), trusted));
    return context;
}

/* Shakes hands in memory and sends some bytes, with `version` as the only one that the client has.
 * Returns whether it went well; `group` is the key exchange that must have been used, or NULL. */
static int
handshake(EVP_PKEY *key, const EVP_MD *digest, int version, const char *host, const char *group)
{
    static const unsigned char protocols[] = "\x02h2\x08http/1.1";
    X509 *certificate = self_signed(key, digest);
    SSL_CTX *server_side = server_context(key, certificate);
    SSL_CTX *client_side = client_context(certificate);
    if (version < TLS1_2_VERSION) {
        /* Their signatures are below the default level of security. */
        SSL_CTX_set_security_level(server_side, 0);
        SSL_CTX_set_security_level(client_side, 0);
        CHECK(SSL_CTX_set_min_proto_version(server_side, version));
    }
    CHECK(SSL_CTX_set_min_proto_version(client_side, version));
    CHECK(SSL_CTX_set_max_proto_version(client_side, version));
    CHECK(SSL_CTX_set_alpn_protos(client_side, protocols, sizeof(protocols) - 1) == 0);

    SSL *server = SSL_new(server_side), *client = SSL_new(client_side);
    CHECK(server != NULL && client != NULL);
    CHECK(SSL_set_tlsext_host_name(client, host));
    CHECK(SSL_set1_host(client, host));
    BIO *to_server = BIO_new(BIO_s_mem()), *to_client = BIO_new(BIO_s_mem());
    CHECK(to_server != NULL && to_client != NULL);
    CHECK(BIO_up_ref(to_server) && BIO_up_ref(to_client));
    SSL_set_bio(server, to_server, to_client);
    SSL_set_bio(client, to_client, to_server);
    SSL_set_accept_state(server);
    SSL_set_connect_state(client);

    int client_status = -1, server_status = -1;
    for (int round = 0; round < 10 && (client_status != 1 || server_status != 1); round++) {
        client_status = SSL_do_handshake(client);
        server_status = SSL_do_handshake(server);
    }
    int good = client_status == 1 && server_status == 1;
    if (good) {
        char received[6] = "";
        CHECK(SSL_write(client, "hello", 5) == 5);
        CHECK(SSL_read(server, received, 5) == 5);
        CHECK(strcmp(received, "hello") == 0);
        CHECK(SSL_version(client) == version);
        CHECK(SSL_get_verify_result(client) == X509_V_OK);
        if (group != NULL) {
            CHECK(strcmp(SSL_get0_group_name(client), group) == 0);
        }
    }
    ERR_clear_error();
    SSL_free(client);
    SSL_free(server);
    SSL_CTX_free(client_side);
    SSL_CTX_free(server_side);
    X509_free(certificate);
    return good;
}

static void
test_handshakes(void)
{
    EVP_PKEY *rsa = EVP_RSA_gen(2048);
    EVP_PKEY *ec = EVP_EC_gen("P-256");
    EVP_PKEY *ec384 = EVP_EC_gen("P-384");
    EVP_PKEY *ed25519 = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    EVP_PKEY *ml_dsa = EVP_PKEY_Q_keygen(NULL, NULL, "ML-DSA-65");
    CHECK(rsa != NULL && ec != NULL && ec384 != NULL && ed25519 != NULL && ml_dsa != NULL);
    CHECK(handshake(rsa, EVP_sha256(), TLS1_3_VERSION, "localhost", "X25519MLKEM768"));
    CHECK(handshake(ec, EVP_sha256(), TLS1_3_VERSION, "localhost", NULL));
    CHECK(handshake(ec384, EVP_sha384(), TLS1_3_VERSION, "localhost", NULL));
    CHECK(handshake(ed25519, NULL, TLS1_3_VERSION, "localhost", NULL));
    CHECK(handshake(ml_dsa, NULL, TLS1_3_VERSION, "localhost", NULL));
    CHECK(handshake(rsa, EVP_sha256(), TLS1_2_VERSION, "localhost", NULL));
    CHECK(handshake(ec, EVP_sha256(), TLS1_2_VERSION, "localhost", NULL));
    CHECK(handshake(rsa, EVP_sha256(), TLS1_1_VERSION, "localhost", NULL));
    CHECK(handshake(rsa, EVP_sha256(), TLS1_VERSION, "localhost", NULL));
    CHECK(!handshake(rsa, EVP_sha256(), TLS1_3_VERSION, "example.org", NULL));
    EVP_PKEY_free(rsa);
    EVP_PKEY_free(ec);
    EVP_PKEY_free(ec384);
    EVP_PKEY_free(ed25519);
    EVP_PKEY_free(ml_dsa);
}

/* A certificate that nobody vouches for is refused. */
static void
test_untrusted_certificate(void)
{
    EVP_PKEY *key = EVP_EC_gen("P-256"), *other_key = EVP_EC_gen("P-256");
    CHECK(key != NULL && other_key != NULL);
    X509 *certificate = self_signed(key, EVP_sha256());
    X509 *other = self_signed(other_key, EVP_sha256());
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *verification = X509_STORE_CTX_new();
    CHECK(store != NULL && verification != NULL);
    CHECK(X509_STORE_add_cert(store, other));
    CHECK(X509_STORE_CTX_init(verification, store, certificate, NULL));
    CHECK(X509_verify_cert(verification) == 0);
    X509_STORE_CTX_free(verification);
    X509_STORE_free(store);
    X509_free(other);
    X509_free(certificate);
    EVP_PKEY_free(other_key);
    EVP_PKEY_free(key);
}

/* Cipher suites, as `SSLContext.get_ciphers()` counts them. */
static void
test_ciphers(void)
{
    static const char *const offered[] = {
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_AES_128_GCM_SHA256",
        "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
        "DHE-RSA-AES128-SHA256",
        "ECDHE-RSA-AES256-SHA",
        "AES128-SHA",
        "ECDHE-RSA-CAMELLIA256-SHA384",
        "ECDHE-ARIA256-GCM-SHA384",
        "AES256-CCM8",
        "PSK-AES256-GCM-SHA384",
        "DHE-DSS-AES256-SHA",
        "ADH-AES256-SHA",
    };
    SSL_CTX *context = SSL_CTX_new(TLS_method());
    CHECK(context != NULL);
    /* The 60 of the default list, without the 4 of SRP, which Python cannot use. */
    CHECK(sk_SSL_CIPHER_num(SSL_CTX_get_ciphers(context)) == 56);
    CHECK(SSL_CTX_set_cipher_list(context, "@SECLEVEL=0:ALL:COMPLEMENTOFALL"));
    STACK_OF(SSL_CIPHER) *ciphers = SSL_CTX_get_ciphers(context);
    for (size_t i = 0; i < sizeof(offered) / sizeof(offered[0]); i++) {
        int found = 0;
        for (int j = 0; j < sk_SSL_CIPHER_num(ciphers); j++) {
            found |= strcmp(SSL_CIPHER_get_name(sk_SSL_CIPHER_value(ciphers, j)), offered[i]) == 0;
        }
        if (!found) {
            (void)fprintf(stderr, "no cipher suite %s\n", offered[i]);
            exit(1);
        }
    }
    SSL_CTX_free(context);
}

static int
give_password(char *buffer, int size, int writing, void *password)
{
    (void)writing;
    int length = (int)strlen(password);
    CHECK(length < size);
    memcpy(buffer, password, (size_t)length);
    return length;
}

/* Keys behind a password, in the old format and the new, as `load_cert_chain()` reads them. */
static void
test_encrypted_keys(void)
{
    static char password[] = "secret", wrong[] = "wrong";
    EVP_PKEY *key = EVP_RSA_gen(2048);
    CHECK(key != NULL);
    for (int format = 0; format < 3; format++) {
        BIO *file = BIO_new(BIO_s_mem());
        CHECK(file != NULL);
        if (format == 0) {
            CHECK(PEM_write_bio_PrivateKey(file, key, EVP_aes_256_cbc(), NULL, 0, give_password,
                                           password));
        }
        else {
            const EVP_CIPHER *cipher = format == 1 ? EVP_des_ede3_cbc() : EVP_aes_128_cbc();
            CHECK(PEM_write_bio_PrivateKey_traditional(file, key, cipher, NULL, 0, give_password,
                                                       password));
        }
        char *text;
        long size = BIO_get_mem_data(file, &text);
        BIO *again = BIO_new_mem_buf(text, (int)size);
        CHECK(again != NULL);
        EVP_PKEY *read = PEM_read_bio_PrivateKey(again, NULL, give_password, password);
        CHECK(read != NULL && EVP_PKEY_eq(read, key) == 1);
        EVP_PKEY_free(read);
        BIO_free(again);
        again = BIO_new_mem_buf(text, (int)size);
        CHECK(again != NULL);
        CHECK(PEM_read_bio_PrivateKey(again, NULL, give_password, wrong) == NULL);
        BIO_free(again);
        BIO_free(file);
    }
    ERR_clear_error();
    EVP_PKEY_free(key);
}

int
main(void)
{
    test_constants();
    test_digests();
    test_key_derivation();
    test_random();
    test_ciphers();
    test_encrypted_keys();
    test_handshakes();
    test_untrusted_certificate();
    return 0;
}
