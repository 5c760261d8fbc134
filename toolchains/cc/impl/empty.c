/* A program that needs nothing but what every program is linked with. */

int
main(void)
{
    return 0;
}
