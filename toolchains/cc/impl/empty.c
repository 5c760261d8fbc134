/* A program that needs nothing but what every program is linked with. */

#ifdef _WIN32
/* For -municode. */
int
wmain(void)
{
    return 0;
}
#endif

int
main(void)
{
    return 0;
}
