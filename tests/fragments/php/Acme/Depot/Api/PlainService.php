<?php
namespace Acme\Depot\Api;

use Acme\Depot\Model\Parental;

#[\AllowDynamicProperties]
class PlainService extends Parental
{
    public function __construct(private readonly string $secret = '', protected ?int $level = null)
    {
    }

    /**
     * Run it.
     *
     * @param \Acme\Depot\Api\Data\BoxInterface $box
     */
    public function run(Data\BoxInterface $box)
    {
        $text = "a { brace } in a string";
        return $box;
    }
}
